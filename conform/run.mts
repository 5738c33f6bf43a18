import { randomBytes } from 'node:crypto';
import { loadDocument } from './document.mts';
import { HeaderWatch } from './headers.mts';
import { createSend, type Send } from './http.mts';
import { createPace, type Pace } from './pace.mts';
import { Probe, Stop, Unable, type Credential } from './probe.mts';
import { concludeHeaders } from './steps/header-answers.mts';
import { tryAllFilters, tryLists } from './steps/read.mts';
import { tryMerchant, tryRecords, tryUnknownIds } from './steps/records.mts';
import { tryEvents, tryGuessedRoutes, tryRefusals } from './steps/refusals.mts';
import { takeToken, tryTokens } from './steps/token.mts';
import { tryBank, tryCharge, tryRefund } from './steps/write/charge.mts';
import { cleanUp, type Leftovers } from './steps/write/cleanup.mts';
import { tryCreditMemo } from './steps/write/credit-memo.mts';
import { tryCustomer } from './steps/write/customer.mts';
import { tryOlderUpdates } from './steps/write/older.mts';
import { tryReceivable, tryReceivableCancel } from './steps/write/receivable.mts';
import type { Target } from './target.mts';

export interface Settings {
	credential: Credential;
	target: Target;
	write: boolean;
}

export interface Options {
	pace?: Pace;
	send?: Send;
	timeoutMs?: number;
	/** Told of each step that begins. */
	onStep?: (name: string) => void;
	/** Aborted: the run ends before its next question, and cleans up. */
	signal?: AbortSignal;
}

export interface Outcome {
	probe: Probe;
	/** Whether every step was reached. */
	complete: boolean;
	/** Why the run ended early. */
	stopped: string | null;
	/** What could not be cancelled; null when nothing was made. */
	leftovers: Leftovers | null;
	startedAt: Date;
	write: boolean;
}

type Step = [name: string, run: (probe: Probe) => Promise<void>];

/** Writing comes first: even an empty account then has rows to look at. */
const WRITING: Step[] = [
	['a customer', tryCustomer],
	['a receivable and its file', tryReceivable],
	['a credit memo', tryCreditMemo],
	['a bank account', tryBank],
	['quotes and a charge', tryCharge],
];
const READING: Step[] = [
	['tokens', tryTokens],
	['the merchant', tryMerchant],
	['lists', tryLists],
	['filters', tryAllFilters],
	['records', tryRecords],
	['ids of no record', tryUnknownIds],
	['refusals', tryRefusals],
	['events', tryEvents],
	['routes that no source names', tryGuessedRoutes],
];

/** At the end, since a payment has to be posted before it is given back. */
const ENDING: Step[] = [
	['a refund', tryRefund],
	['older updates', tryOlderUpdates],
	['cancelling', tryReceivableCancel],
];

const TIMEOUT_MS = 30_000;

/** Asks everything and concludes; never throws for anything that Paystand does. */
export async function run(settings: Settings, options: Options = {}): Promise<Outcome> {
	const { credential, target, write } = settings;
	if (write && !target.mayWrite) throw new Error('writing is refused here');
	const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
	const probe = new Probe({
		document: await loadDocument(),
		credential,
		target,
		headers: new HeaderWatch(),
		send: options.send ?? createSend(options.timeoutMs ?? TIMEOUT_MS),
		pace: options.pace ?? createPace(),
		prefix: `conform-${day}-${randomBytes(3).toString('hex')}`,
	});
	options.signal?.addEventListener('abort', () => {
		probe.interrupted = true;
	});
	const outcome: Outcome = {
		probe,
		complete: false,
		stopped: null,
		leftovers: null,
		startedAt: new Date(),
		write,
	};
	const steps: Step[] = [
		['a token', takeToken],
		...(write ? WRITING : []),
		...READING,
		...(write ? ENDING : []),
	];
	const { stop, failed } = await runSteps(probe, steps, options.onStep);
	outcome.stopped = stop?.message ?? (failed ? 'The probe itself failed.' : null);
	outcome.complete = stop === null && !failed;
	if (write && probe.authorization !== null) await finish(outcome, stop, options.onStep);
	concludeHeaders(probe);
	return outcome;
}

async function runSteps(
	probe: Probe,
	steps: Step[],
	onStep?: (name: string) => void,
): Promise<{ stop: Stop | null; failed: boolean }> {
	let failed = false;
	for (const [index, [name, step]] of steps.entries()) {
		onStep?.(name);
		try {
			await step(probe);
		} catch (error) {
			if (error instanceof Stop) {
				for (const [left] of steps.slice(index))
					probe.findings.notTried.push({ what: left, why: error.message });
				return { stop: error, failed };
			}
			// Whatever a step stumbles over, the others have their turn.
			const own = error instanceof Unable;
			failed ||= !own;
			const why = own ? error.message : `the probe failed: ${nameOf(error)}`;
			probe.findings.notTried.push({ what: `the rest of: ${name}`, why });
		}
	}
	return { stop: null, failed };
}

/** Cancels what was made. After a 429 not even that is sent: the report names the prefix. */
async function finish(
	outcome: Outcome,
	stop: Stop | null,
	onStep?: (name: string) => void,
): Promise<void> {
	const { probe } = outcome;
	const made = ['receivableId', 'extraReceivableId', 'creditMemoId', 'extraCreditMemoId'];
	const count = (names: string[]) => names.flatMap((name) => probe.made[name] ?? []).length;
	outcome.leftovers = {
		receivables: count(made.slice(0, 2)),
		creditMemos: count(made.slice(2)),
	};
	if (stop?.final) return;
	onStep?.('cleaning up');
	try {
		outcome.leftovers = await cleanUp(probe);
	} catch (error) {
		outcome.stopped ??= error instanceof Stop ? error.message : nameOf(error);
	}
}

/** Messages of other errors may quote what they stumbled over. */
function nameOf(error: unknown): string {
	return error instanceof Error ? error.name : typeof error;
}
