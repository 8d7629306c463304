import { mount } from "svelte";
import App from "./App.svelte";
import { applyLook, keptLook } from "./logic/look";
import "./styles/app.scss";

applyLook(document, keptLook());

const target = document.getElementById("app");
if (target) mount(App, { target });
