// Svelte Testing Library cleans up by itself; times of day are tested in the zone of the machine.
