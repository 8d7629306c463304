// The e-mail that is being prepared: handed from a list or from Home to the page for it.
import type { LookupHit } from "../bindings/LookupHit";
import type { MailAddress } from "../bindings/MailAddress";
import { place } from "./place.svelte";

export interface Mailing {
  people: MailAddress[];
  without: LookupHit[];
  shared: number;
  subject: string;
  text: string;
}

let current = $state.raw<Mailing | null>(null);

export const mailing = {
  get current(): Mailing | null {
    return current;
  },
  start(next: Mailing): void {
    current = next;
    place.go({ page: "mail" });
  },
};
