// Preloaded into the processes that the field run watches: writes their peak memory, in KiB, when they end.
const fs = require('node:fs');
process.on('exit', () => {
	const file = process.env.AOT_LENS_PEAK;
	if (file) fs.writeFileSync(file, String(process.resourceUsage().maxRSS));
});
