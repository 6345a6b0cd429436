/**
 * What V8 does by itself suits programs that run for long. Its flags are read at each collection and each call, by the versions that are
 * known here; others run as they are. What they bring is measured by `npm run bench -- repositories`.
 */
import process from 'node:process';
import { setFlagsFromString } from 'node:v8';

const [MAJOR = 0] = process.versions.node.split('.').map(Number);
/** The last version of Node whose engine was looked at. */
const LAST_KNOWN = 24;
/** Its engine is the first with a compiler between the one that is fast and the one whose code is. */
const FIRST_WITH_MAGLEV = 22;

/** For a run of seconds, whose memory counts. */
export function tuneEngine(): void {
	if (MAJOR > LAST_KNOWN) return;
	// Garbage piles up to several times what is alive where the machine has memory to spare: a third of a million lines took up to 770 MB,
	// and 550 to 590 when it is collected as soon as the heap has grown by so much in percent. More often takes time, less often memory.
	setFlagsFromString('--heap-growing-percent=40');
	if (MAJOR < FIRST_WITH_MAGLEV) return;
	// What is called often is compiled again and again, each time with more that is known: that took a third of the processor time of such
	// a run, and most of it paid back nothing. Plain code at the first call, and the compilers for what is called all the time, take less.
	setFlagsFromString('--always-sparkplug');
	setFlagsFromString('--no-lazy-feedback-allocation');
	setFlagsFromString('--invocation-count-for-maglev=2000');
	setFlagsFromString('--invocation-count-for-turbofan=60000');
}

/** For threads that have all processors busy, and would wait for the collector: the heap grows as the engine sees fit. */
export function growFreely(): void {
	if (MAJOR <= LAST_KNOWN) setFlagsFromString('--heap-growing-percent=0');
}
