import { items, type NodePlan, paystand } from '../harness/flow.mts';
import { log } from '../harness/log.mts';
import { fill } from '../harness/records.mts';
import { repeats } from '../harness/report.mts';
import type { Receivable } from '../sandbox/resources.mts';
import { runNodes } from './flow.mts';
import { inspect } from './inspector.mts';
import type { Result } from './measure.mts';
import { type BenchWorld, openAccount, putFarAway } from './world.mts';

const ACCOUNT = 100_000;
const ROWS = 20;
/** Of a run: so many are changed, so many are new. */
const PART = ROWS / 4;
/** What a row costs with a search by key: the search, and the write. */
const SEARCH = 2;
const THEIRS = 2_000;
const MB = 1024 * 1024;
const MAX_MB = 64;

interface Row {
	key: string;
	total: string;
}

/** What Create or Update costs on an account of 100,000 receivables, in requests. */
export async function index(world: BenchWorld): Promise<Result[]> {
	const { merchant } = world;
	await openAccount(world);
	await fill(world, ACCOUNT);
	putFarAway(world);
	const inspector = await inspect(world.inspectPort);
	try {
		await upsert(world, 'customer', [{ key: 'CUST-1', total: '' }]);
		const idle = await inspector.liveBytes();
		const first = await upsert(world, 'receivable', mixed(0));
		const kept = (await inspector.liveBytes()) - idle;
		const second = await upsert(world, 'receivable', mixed(1));
		const later = await upsert(world, 'receivable', mixed(2));
		const all = rowsFrom(50_000, ROWS).map(({ key }) => ({ key, total: '7.00' }));
		const changed = await upsert(world, 'receivable', all);

		const truth = changeMany(world);
		const size = merchant.receivables.size;
		const after = await upsert(world, 'receivable', truth);
		const missed = after.outcomes.filter((outcome) => outcome !== 'unchanged').length;
		const twice = repeats(merchant.receivables.all().map(({ extId }) => extId));
		if (merchant.receivables.size !== size) log(`${merchant.receivables.size - size} created`);
		const own = after.requests - THEIRS;
		return [
			line(`${ROWS} rows onto ${ACCOUNT} receivables, first run`, first.requests),
			line('the same, second run', second.requests, SEARCH),
			line('the same, later run', later.requests, SEARCH),
			line('the same, all of them changed', changed.requests, SEARCH),
			{
				work: `${THEIRS} of ${ACCOUNT} changed by another writer, then looked up`,
				...{ against: 'the truth', ours: `${missed} missed, ${twice} twice` },
				...{ theirs: '0 missed, 0 twice', figure: `${after.requests} requests` },
				goal: 'one for each, and fewer than a tenth of the whole list',
				isReached: missed === 0 && twice === 0 && own < first.requests / 10,
			},
			{
				work: `memory that the keys of ${ACCOUNT} receivables take`,
				...{ against: 'the bound of a process', ours: `${Math.round(kept / MB)} MB` },
				...{ theirs: `${MAX_MB} MB`, figure: `${Math.round(kept / ACCOUNT)} bytes a row` },
				...{ goal: `at most ${MAX_MB} MB`, isReached: kept <= MAX_MB * MB },
			},
		];
	} finally {
		inspector.close();
	}
}

function line(work: string, requests: number, most?: number): Result {
	const each = requests / ROWS;
	return {
		...{ work, ours: `${requests} requests`, against: 'a search by key' },
		...{ theirs: `${SEARCH * ROWS} requests`, figure: `${each.toFixed(2)} a row` },
		...(most === undefined
			? { goal: 'for comparison' }
			: { goal: `at most ${most} a row`, isReached: each <= most }),
	};
}

/** Rows of the account as they are, some with another total, and some new ones. */
function mixed(run: number): Row[] {
	const known = rowsFrom(30_000 + 1_000 * run, ROWS - 2 * PART);
	const changed = rowsFrom(60_000 + 1_000 * run, PART);
	const fresh = rowsFrom(ACCOUNT + 1_000 * run, PART);
	return [...known, ...changed.map(({ key }) => ({ key, total: `${50 + run}.00` })), ...fresh];
}

function rowsFrom(start: number, count: number): Row[] {
	return Array.from({ length: count }, (_, n) => ({
		key: `ROW-${start + 7 * n}`,
		total: '100.00',
	}));
}

/**
 * What another writer does to an account: other totals, states, keys, and new receivables.
 *
 * @returns each of them as it then is
 */
function changeMany({ sandbox, merchant: { receivables } }: BenchWorld): Row[] {
	const quarter = THEIRS / 4;
	const pattern = receivables.byKey('ROW-1') as Receivable;
	const lastUpdated = new Date(sandbox.world.clock.now().getTime() + 3_600_000).toISOString();
	const truth: Row[] = [];
	for (let n = 0; n < quarter; n++) {
		const [total, state, key] = [5, 6, 7].map((start) => {
			return receivables.byKey(`ROW-${start + 40 * n}`) as Receivable;
		});
		receivables.update(total!, { amount: '33.00', lastUpdated });
		receivables.update(state!, { status: 'cancelled', lastUpdated });
		receivables.update(key!, { extId: `MOVED-${n}`, lastUpdated });
		const created = receivables.insert({
			...structuredClone(pattern),
			...{ id: `${pattern.id.slice(0, -6)}z${n.toString(36).padStart(5, '0')}` },
			...{ extId: `THEIRS-${n}`, created: lastUpdated, lastUpdated },
		});
		for (const row of [total, state, key, created]) {
			truth.push({ key: row!.extId, total: row!.amount });
		}
	}
	return truth;
}

async function upsert(
	world: BenchWorld,
	resource: 'customer' | 'receivable',
	rows: Row[],
): Promise<{ requests: number; outcomes: unknown[] }> {
	const { journal } = world.sandbox.world;
	journal.length = 0;
	const { items: out, ms, failed } = await runNodes(world, itemsOf(rows), node(resource));
	const requests = journal.filter(({ path }) => path !== '/v3/oauth/token').length;
	if (failed > 0) throw new Error(`${failed} of ${rows.length} rows failed`);
	log(`${rows.length} rows: ${requests} requests in ${Math.round(ms)} ms`);
	return { requests, outcomes: out.map(({ json }) => json.outcome) };
}

function itemsOf(rows: Row[]): NodePlan {
	return items(`return ${JSON.stringify(rows)}.map((json) => ({ json }));`);
}

function node(resource: 'customer' | 'receivable'): NodePlan {
	const key = '={{ $json.key }}';
	if (resource === 'customer') {
		const names = { customerName: 'Customer CUST-1', email: 'ap@example.com' };
		return paystand(resource, 'upsert', { extCustomerId: key, ...names });
	}
	return paystand(resource, 'upsert', {
		...{ customer: { __rl: true, mode: 'key', value: 'CUST-1' }, erpId: key },
		...{ erpRef: 'No. ROW-0', totalAmount: '={{ $json.total }}' },
		...{ postingDate: '2026-11-01', dueDate: '2026-11-30' },
	});
}
