import process from 'node:process';
import { parseArgs } from 'node:util';

const USAGE = `Brings an ERP's invoices into a local Paystand with a real n8n, lets payers pay, brings the
cash back into the ledger, and checks every cent.

  --once            check and end: 0 when all is well, 1 when not
  --invoices FILE   another CSV: with the columns of examples/erp-export.csv, or with those of the
                    public accounts-receivable data set
  --seed N          other payers, refunds and disputes (default 1)
  --sandbox URL     use a sandbox that runs already, such as http://127.0.0.1:4010, and leave it running
  --queue           run n8n as many processes (its queue mode): PostgreSQL, Redis, a main process, two
                    webhook processors and two workers, all ended with the demo
  --port N          port of the sandbox on 127.0.0.1 (default 4010, or a free one if that is taken)
  --n8n-port N      port of n8n on 127.0.0.1 (default 5678, or a free one if that is taken or with --once)
  --help            this text`;

export interface Options {
	once: boolean;
	/** Undefined: the sample export of `examples/`. */
	invoices?: string;
	seed: number;
	/** Address of a sandbox that runs already, without a slash at the end. */
	sandbox?: string;
	/** n8n as many processes instead of one. */
	queue: boolean;
	port?: number;
	n8nPort?: number;
}

/** Reads the command line; ends the process on `--help` (0) and on what it does not know (2). */
export function readOptions(): Options {
	try {
		const { values } = parseArgs({
			options: {
				once: { type: 'boolean', default: false },
				invoices: { type: 'string' },
				seed: { type: 'string', default: '1' },
				sandbox: { type: 'string' },
				queue: { type: 'boolean', default: false },
				port: { type: 'string' },
				'n8n-port': { type: 'string' },
				help: { type: 'boolean', short: 'h', default: false },
			},
		});
		if (values.help) {
			console.log(USAGE);
			process.exit(0);
		}
		return {
			once: values.once,
			invoices: values.invoices,
			seed: wholeNumber('seed', values.seed) as number,
			sandbox: values.sandbox?.replace(/\/+$/, ''),
			queue: values.queue,
			port: wholeNumber('port', values.port),
			n8nPort: wholeNumber('n8n-port', values['n8n-port']),
		};
	} catch (error) {
		console.error(`${(error as Error).message}\n\n${USAGE}`);
		process.exit(2);
	}
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} takes a whole number, not "${text}"`);
	return Number(text);
}
