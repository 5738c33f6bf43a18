import { setTimeout as sleep } from 'node:timers/promises';
import { saveCredential } from '../../harness/credential.mts';
import { log } from '../../harness/log.mts';
import { addCustomer, callerOf, fill } from '../../harness/records.mts';
import { differences, repeats } from '../../harness/report.mts';
import { inWorld, type HarnessWorld } from '../../harness/world.mts';
import type { Merchant } from '../../sandbox/merchants.mts';
import { createRandom, type Random } from '../../sandbox/random.mts';
import { checkHits, faultHits, SHORT_TIMEOUTS, type Hits } from './fault-rates.mts';
import { runItems, type Said } from './operation.mts';
import type { Proof } from './proof.mts';
import { SecondWriter, WAYS, type Way } from './second-writer.mts';

/** How many runs each account has at once, wave by wave. */
const AT_ONCE = [2, 2, 1];
const WAVES = 10;
const RECEIVABLES = 400;
const ROWS = 12;
/** Of the rows of a run: what nobody has touched, and what is new. */
const OTHERS = 2;
const FRESH = 2;
const PAGE = 10;
/** How many rows two pages share. */
const OVERLAP = 2;
/** Sixty virtual seconds, the overlap of two looks at a list, are one real second. */
const SPEED = 60;
/** A new record is listed half of it later. */
const LAG_MS = 500;
const SPARED_PERCENT = 50;

interface Account {
	world: HarnessWorld;
	writer: SecondWriter;
	random: Random;
	/** For names of keys that are new in the account. */
	count: number;
}

interface Row {
	key: string;
	total: string;
	/** What has to come of it. */
	outcome: string;
}

interface Count {
	rows: number;
	unknown: number;
	requests: number;
	/** Pages of whole lists that were read, and that they have, read once for each run. */
	whole: number;
	pages: number;
}

/**
 * Create or Update over several accounts, two runs of one account at once, beside a second writer
 * that creates, changes, cancels, re-keys and removes, under faults, with a Paystand that takes a
 * key twice: no key is there twice, no update is lost, and the list is hardly ever read whole.
 */
export const index: Proof = async (report, seed) =>
	await inWorld({ seed, env: SHORT_TIMEOUTS }, async (world) => {
		const accounts = await open(world, seed);
		const { sandbox } = world;
		const count: Count = { rows: 0, unknown: 0, requests: 0, whole: 0, pages: 0 };
		const hits: Hits[] = [];
		const wrong: string[] = [];
		let runs = 0;
		for (let wave = 0; wave < WAVES; wave++) {
			const plans = accounts.map((account, at) => {
				const taken = new Set<string>();
				return Array.from({ length: AT_ONCE[at]! }, () => rowsFor(account, taken));
			});
			sandbox.world.faults.set({ seed: seed * WAVES + wave, ...FAULTS, ...USUAL });
			sandbox.world.journal.length = 0;
			const works = accounts.map(async (account, at) => await play(account, plans[at]!, count));
			wrong.push(...(await Promise.all(works)).flat());
			runs += plans.flat().length;
			hits.push(faultHits(sandbox));
			countRequests(world, count);
			log(`${runs} runs: ${count.rows} rows, ${count.unknown} unknown, ${count.requests} requests`);
		}

		report.none('Rows that came to something else than the books', wrong);
		for (const { world: own, writer } of accounts) {
			const keys = own.merchant.receivables.all().map(({ extId }) => extId);
			report.equal('Keys that are in the books twice', 0, repeats(keys));
			report.none('Updates that were lost, of either', differences(lines(writer), linesOf(own)));
		}
		const times = (way: Way) => accounts.reduce((sum, { writer }) => sum + writer.times[way], 0);
		for (const way of WAYS) {
			report.atLeast(`By the second writer: ${way}`, way === 'remove' ? 1 : 100, times(way));
		}
		const faulty = checkHits(report, hits, FAULTS);
		const spared = Math.round(100 * (1 - count.whole / count.pages));
		report.atLeast('Pages spared by the keys that are kept, in percent', SPARED_PERCENT, spared);
		const each = (count.requests / count.rows).toFixed(1);
		return `${runs} runs of ${count.rows} rows (${count.unknown} unknown), ${faulty} faults: no key twice, no update lost; ${count.requests} requests, ${each} a row, ${spared} % of the pages of whole lists spared`;
	});

/** A list has many pages, and a reading is given up at the first answer of 500. */
const FAULTS = {
	...{ broken: 0.05, brokenAfter: 0.05, serverError: 0.005, serverErrorAfter: 0.005 },
	...{ timeoutBefore: 0.005, timeout: 0.005 },
};
const USUAL = {
	onDuplicate: 'duplicate',
	rateLimit: 1_000_000,
	pageCap: PAGE,
	listLagMs: LAG_MS,
} as const;

async function open(world: HarnessWorld, seed: number): Promise<Account[]> {
	const { sandbox, address, n8n } = world;
	const accounts: Account[] = [];
	for (const at of AT_ONCE.keys()) {
		const merchant =
			at === 0 ? world.merchant : sandbox.world.addMerchant({ name: `Account ${at}` });
		const credential = await saveCredential(n8n, address, merchant, merchant.name);
		await addCustomer(await callerOf(sandbox, merchant), 'CUST-1');
		await fill({ sandbox, merchant }, RECEIVABLES);
		const random = createRandom(seed * 10 + at);
		const writer = new SecondWriter(sandbox.world, merchant, random);
		accounts.push({ world: { ...world, merchant, credential }, writer, random, count: 0 });
	}
	sandbox.world.clock.setSpeed(SPEED);
	return accounts;
}

/**
 * What a run brings: for the most part what the second writer has touched since the last one.
 *
 * @param taken keys of other runs at the same time
 */
function rowsFor(account: Account, taken: Set<string>): Row[] {
	const { random, writer } = account;
	const { touched, books } = writer;
	const keys = new Set<string>();
	const known = [...books.keys()].filter((key) => !taken.has(key));
	while (keys.size < OTHERS) keys.add(known[random.below(known.length)]!);
	for (const key of [...touched].slice(0, ROWS - OTHERS - FRESH)) keys.add(key);
	while (keys.size < ROWS) keys.add(`OURS-${++account.count}`);
	for (const key of keys) {
		touched.delete(key);
		taken.add(key);
	}
	return [...keys].map((key) => {
		const former = books.get(key);
		const other = `${1_000 + random.below(900)}.00`;
		const total = former !== undefined && random.below(2) === 0 ? former : other;
		return { key, total, outcome: outcomeOf(former, total) };
	});
}

function outcomeOf(former: string | undefined, total: string): string {
	if (former === undefined) return 'created';
	return former === total ? 'unchanged' : 'updated';
}

/** Runs of one account at once, while the second writer writes to other keys. */
async function play(account: Account, plans: Row[][], count: Count): Promise<string[]> {
	const { world, writer } = account;
	const rows = plans.flat();
	const ended = new AbortController();
	const writing = writer.write(new Set(rows.map(({ key }) => key)), ended.signal);
	const said = await Promise.all(plans.map(async (plan) => await runItems(world, UPSERT, plan)));
	ended.abort();
	await writing;
	count.rows += rows.length;
	count.pages += (plans.length * world.merchant.receivables.size) / (PAGE - OVERLAP);
	const flat = said.flat();
	const wrong = rows.flatMap((row, at) => disagreement(account, row, flat[at]!, count) ?? []);
	// What was written last is listed then.
	await sleep(LAG_MS);
	return wrong;
}

/** What is wrong with a row; nothing when what the node says of it is in the books. */
function disagreement(
	{ world: { merchant }, writer: { books } }: Account,
	{ key, total, outcome }: Row,
	{ rows, error }: Said,
	count: Count,
): string | undefined {
	const found = merchant.receivables.all().filter(({ extId }) => extId === key);
	const [row] = found;
	const tell = (what: string) =>
		`${key}: ${found.length} in the books, ${what}, ${error ?? JSON.stringify(rows).slice(0, 200)}`;
	if (found.length > 1) return tell('once at most');
	if (error !== undefined) {
		count.unknown++;
		const isTrue = row ? [books.get(key), total].includes(row.amount) : !books.has(key);
		if (row) books.set(key, row.amount);
		return isTrue ? undefined : tell(`as before or with ${total}`);
	}
	books.set(key, total);
	const isDone = row?.amount === total && rows[0]?.id === row.id;
	return isDone && rows[0]?.outcome === outcome ? undefined : tell(`${outcome} with ${total}`);
}

function countRequests({ sandbox: { world } }: HarnessWorld, count: Count): void {
	const requests = world.journal.filter(({ path }) => path !== '/v3/oauth/token');
	count.requests += requests.length;
	const lists = requests.filter(({ path }) => path === '/v3/receivables/read');
	count.whole += lists.filter(({ query }) => !('order' in query)).length;
}

function lines({ books }: SecondWriter): string[] {
	return [...books].map(([key, total]) => `${key} ${total}`);
}

function linesOf({ merchant }: { merchant: Merchant }): string[] {
	return merchant.receivables.all().map(({ extId, amount }) => `${extId} ${amount}`);
}

const UPSERT = {
	resource: 'receivable',
	operation: 'upsert',
	parameters: {
		...{ customer: { __rl: true, mode: 'key', value: 'CUST-1' }, erpId: '={{ $json.key }}' },
		...{ erpRef: 'No. ROW-0', totalAmount: '={{ $json.total }}' },
		...{ postingDate: '2026-11-01', dueDate: '2026-11-30' },
	},
};
