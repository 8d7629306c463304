// The columns that the hub made itself, for the parts of a page that offer them. Without them every part still works.
import type { OwnColumnInfo } from "../bindings/OwnColumnInfo";
import { call } from "./ipc";

export function ownColumns(kind: string): Promise<OwnColumnInfo[]> {
  return call("own_columns", { kind }).catch(() => []);
}
