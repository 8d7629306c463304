// The guide, read when the window is built; see ui/guide.ts.
declare module "virtual:guide" {
  const topics: import("./logic/help").Topic[];
  export default topics;
}
