import { toDecimal, toMinor } from '../../sandbox/money.mts';
import { date, decimal, type TrytonClient } from './tryton-client.mts';

export interface MoveLine {
	/** The account's code, such as `1020`. */
	account: string;
	/** The customer's code; Tryton asks for it on receivable and payable accounts. */
	customer?: string;
	/** Decimal text; one of the two. */
	debit?: string;
	credit?: string;
	description?: string;
}

export interface Move {
	/** `YYYY-MM-DD` */
	date: string;
	description: string;
	/** The journal's code. Default: PAYSTAND. */
	journal?: string;
	lines: MoveLine[];
}

export interface TrialBalanceRow {
	code: string;
	name: string;
	/** Sums over posted moves, decimal text with two places. */
	debit: string;
	credit: string;
	/** Debit minus credit. */
	balance: string;
}

/** The accountant's work in Tryton, done by JSON-RPC. */
export class TrytonBooks {
	private readonly client: TrytonClient;

	constructor(client: TrytonClient) {
		this.client = client;
	}

	/**
	 * Creates and posts a move.
	 *
	 * @returns its id and those of its lines, in their order
	 * @throws Error with Tryton's own words, as for a move that does not balance
	 */
	async post(move: Move): Promise<{ id: number; lines: number[] }> {
		const { journal = 'PAYSTAND', lines } = move;
		const day = date(move.date);
		const customers = lines.flatMap(({ customer }) => customer ?? []);
		const [journalId, period, accounts, parties] = await Promise.all([
			this.one('account.journal', ['code', '=', journal]),
			this.one('account.period', ['start_date', '<=', day], ['end_date', '>=', day]),
			this.idsByCode(
				'account.account',
				lines.map(({ account }) => account),
			),
			this.idsByCode('party.party', customers),
		]);
		const records = lines.map((line) => ({
			account: accounts.get(line.account),
			party: line.customer === undefined ? null : parties.get(line.customer),
			debit: decimal(line.debit ?? '0'),
			credit: decimal(line.credit ?? '0'),
			description: line.description ?? null,
		}));
		const head = { journal: journalId, period, date: day, description: move.description };
		const [id] = await this.client.create('account.move', [
			{ ...head, lines: [['create', records]] },
		]);
		await this.client.model('account.move', 'post', [id]);
		const made = await this.client.searchRead('account.move.line', [['move', '=', id]], []);
		return { id, lines: made.map((line) => line.id) };
	}

	/** Notes lines of posted moves as payments of an invoice: its amount to pay falls by them. */
	async addPayment(invoice: number, lines: number[]): Promise<void> {
		const payment = { payment_lines: [['add', lines]] };
		await this.client.model('account.invoice', 'write', [invoice], payment);
	}

	/**
	 * Reconciles lines of one account with each other. An invoice whose lines are reconciled is paid.
	 *
	 * @throws Error with Tryton's own words when they do not add up to zero
	 */
	async reconcile(lines: number[], day: string): Promise<number> {
		const record = { date: date(day), lines: [['add', lines]] };
		const [id] = await this.client.create('account.move.reconciliation', [record]);
		return id;
	}

	/** The unreconciled receivable lines of a posted invoice: what a payment is reconciled with. */
	async openLines(invoice: number): Promise<number[]> {
		const lines = await this.client.searchRead(
			'account.move.line',
			[
				['move.origin', '=', `account.invoice,${invoice}`],
				['account.type.receivable', '=', true],
				['reconciliation', '=', null],
			],
			[],
		);
		return lines.map(({ id }) => id);
	}

	/** Every account that posted moves touch, by its code. */
	async trialBalance(): Promise<TrialBalanceRow[]> {
		const lines = await this.client.searchRead(
			'account.move.line',
			[['move.state', '=', 'posted']],
			['account.code', 'account.name', 'debit', 'credit'],
		);
		const rows = Map.groupBy(lines, (line) => (line['account.'] as { id: number }).id);
		return [...rows.values()]
			.map((group) => {
				const { code, name } = group[0]['account.'] as { code: string; name: string };
				const debit = sum(group.map((line) => line.debit));
				const credit = sum(group.map((line) => line.credit));
				return {
					code,
					name,
					debit: toDecimal(debit),
					credit: toDecimal(credit),
					balance: toDecimal(debit - credit),
				};
			})
			.sort((a, b) => (a.code < b.code ? -1 : 1));
	}

	private async one(model: string, ...domain: Array<[string, string, unknown]>): Promise<number> {
		const found = await this.client.searchRead(model, domain, []);
		if (found.length === 1) return found[0].id;
		throw new Error(
			`Tryton has ${found.length || 'no'} ${model} with ${JSON.stringify(domain)}; one is needed`,
		);
	}

	private async idsByCode(model: string, codes: string[]): Promise<Map<string, number>> {
		const records = await this.client.searchRead(model, [['code', 'in', codes]], ['code']);
		const ids = new Map(records.map(({ id, code }) => [String(code), id]));
		const unknown = codes.filter((code) => !ids.has(code));
		if (unknown.length > 0)
			throw new Error(`Tryton has no ${model} with the code ${unknown.join(', ')}`);
		return ids;
	}
}

function sum(amounts: unknown[]): number {
	return amounts.reduce<number>((total, amount) => total + toMinor(amount as string), 0);
}
