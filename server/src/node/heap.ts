/** How the heap grows: V8 lets garbage pile up to several times what is alive where the machine has memory to spare. */
import v8 from 'node:v8';

/** Collects when the heap has grown by so much since the last time, in percent: a tenth more time for half of the memory. */
const GROWTH = 60;

export const keepHeapSmall = (): void => v8.setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
