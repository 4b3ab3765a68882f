import fc from 'fast-check';

/*
 * Random inputs are the same ones at each run of the suite, so that a change that fails is at fault for it. New ones are tried with the variable SEED,
 * and by `npm run soak`.
 */
fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 20_260_107) });
