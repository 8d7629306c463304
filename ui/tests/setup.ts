// Machines that build beside the tests are slow: waiting longer costs nothing when all is well.
import { configure } from "@testing-library/svelte";

configure({ asyncUtilTimeout: 8000 });
