// The practice hub, who works here, the calendar file and everything as one file, invented.
import type { Commands } from "../../bindings/Commands";
import type { Status } from "../../bindings/Status";
import { fault, type World } from "./world";

type Names = "sample_open" | "sample_make" | "work_as" | "calendar_write" | "calendar_one" | "everything_write";
type Handlers = { [N in Names]: (r: Commands[N]["request"]) => Promise<Commands[N]["reply"]> | Commands[N]["reply"] };

export function desk(world: World, sample: () => void, called: (name: string) => void): Handlers {
  const opened = async (): Promise<Status> => {
    await world.longWork("sample", "Making the practice hub");
    sample();
    return world.status();
  };
  return {
    sample_open: opened,
    sample_make: opened,
    work_as: (r) => {
      if (!r.name) fault("invalid", "Enter a name.");
      called(r.name);
      return world.status();
    },
    calendar_one: (r) => ({ file: r.file, entries: 1 }),
    calendar_write: (r) => ({ file: r.file, entries: 1 }),
    everything_write: async (r) => {
      await world.longWork("everything", "Writing tables");
      return { file: r.file, bytes: 2_400_000, tables: 18, attached: 3 };
    },
  };
}
