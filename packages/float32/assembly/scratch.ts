// Where this instance packs: memory of its own, so that workers with one memory do not meet.

/** Byte offset of this instance's room: scratchBytes of src/kernels.ts, 64-byte aligned. */
export let room: usize = 0

/** Told once, before any other function is called. */
export function scratch(offset: usize): void {
  room = offset
}
