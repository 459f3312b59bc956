// The scratch memory of this instance, so that workers that share a memory do not write to the same place.

/** The byte offset of this instance's scratch: `scratchBytes` of src/kernels.ts, 64-byte aligned. */
export let room: usize = 0

/** Sets the offset; called once, before any other function. */
export function scratch(offset: usize): void {
  room = offset
}
