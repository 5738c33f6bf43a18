import type { callerOf } from '../../harness/records.mts';
import { addCustomer } from '../../harness/records.mts';
import { toDecimal } from '../../sandbox/money.mts';
import type { Random } from '../../sandbox/random.mts';
import type { BooksWorld } from './books-world.mts';

type Call = Awaited<ReturnType<typeof callerOf>>;

const CUSTOMERS = 12;
const CARD = '4242424242424242';
/** Its money is there within a minute. */
const CARD_AT_ONCE = '4000000000000077';
const ACCOUNT = '000123456789';
const ROUTING = { CAD: '11000-000', USD: '110000000' };
/** 2 % off for those who pay by card under this plan. */
const DISCOUNT = { discountRate: '0.02', feeSplitType: 'absorb_all_fees' };
const DISCOUNT_PLAN = 'early';
/** At 23:45 a fee becomes final on the next day only. */
const LATE = { payments: 6, after: '11h' };

interface Invoice {
	extId: string;
	amount: string;
}

/** What one payment is to pay. */
interface Bill {
	index: number;
	currency: 'CAD' | 'USD';
	invoices: Invoice[];
}

/** A payment of which something may become days later. */
interface Plan {
	id: string;
	day: number;
	isCard: boolean;
	isDiscounted: boolean;
	invoices: Invoice[];
}

/** Customers of an ERP who pay, get money back, and whose banks take it back. */
export class Payers {
	private readonly call: Call;
	private readonly random: Random;
	private readonly due: Bill[] = [];
	private readonly plans: Plan[] = [];
	private world!: BooksWorld;
	private day = 0;
	private bills = 0;
	private invoices = 0;

	constructor(call: Call, random: Random) {
		this.call = call;
		this.random = random;
	}

	async setUp(world: BooksWorld): Promise<void> {
		this.world = world;
		for (let index = 0; index < CUSTOMERS; index++) await addCustomer(this.call, `CUST-${index}`);
		const plan = { name: 'Early payment', key: DISCOUNT_PLAN, card: DISCOUNT };
		await this.call('POST', '/control/fee-plans', plan);
	}

	/** Lets days go by. */
	async pass(span: string, times = 1): Promise<void> {
		for (let index = 0; index < times; index++) {
			await this.call('POST', '/control/clock', { advance: span });
			this.day++;
			await this.takeBack();
		}
	}

	/** The invoices of so many payments go out. */
	async billDay(payments: number): Promise<void> {
		for (let index = 0; index < payments; index++) this.due.push(await this.bill());
	}

	/** What was billed is paid: most of it at noon, and some shortly before midnight. */
	async playDay(): Promise<void> {
		const late = this.day % 3 === 1 ? this.due.splice(0, LATE.payments) : [];
		for (const bill of this.due.splice(0)) await this.pay(bill, false);
		await this.call('POST', '/control/clock', { advance: LATE.after });
		await this.call('POST', '/control/clock', { advance: '45m' });
		for (const bill of late) await this.pay(bill, true);
		await this.call('POST', '/control/clock', { advance: '15m' });
		await this.pass('12h');
	}

	private async bill(): Promise<Bill> {
		const { random } = this;
		const index = this.bills++;
		const currency = random.below(5) === 0 ? 'CAD' : 'USD';
		const customer = `CUST-${random.below(CUSTOMERS)}`;
		const size = index % 4 === 0 ? 2 + random.below(3) : 1;
		const invoices: Invoice[] = [];
		for (let at = 0; at < size; at++) invoices.push(await this.invoice(customer, currency));
		if (index % 5 === 1) invoices.at(-1)!.amount = this.partOf(invoices.at(-1)!.amount);
		return { index, currency, invoices };
	}

	private async pay({ index, currency, invoices }: Bill, isLate: boolean): Promise<void> {
		const isCard = isLate || index % 2 === 0;
		const isDiscounted = isCard && index % 6 === 2;
		const card = isLate || index % 7 === 3 ? CARD_AT_ONCE : CARD;
		const bank = { accountNumber: ACCOUNT, routingNumber: ROUTING[currency] };
		const { id } = await this.call<{ id: string }>('POST', '/control/pay', {
			receivables: invoices,
			...(isCard ? { card } : { bank }),
			...(isDiscounted && { feePlan: DISCOUNT_PLAN }),
			...(isCard && index % 6 === 4 && { payerFee: true }),
			...(index % 9 === 5 && { unapplied: toDecimal(1 + this.random.below(5_000)) }),
		});
		this.plans.push({ id, day: this.day, isCard, isDiscounted, invoices });
	}

	private async invoice(customer: string, currency: string): Promise<Invoice> {
		const extId = `INV-${++this.invoices}`;
		const amount = toDecimal(2_000 + this.random.below(90_000));
		await this.call('POST', '/v3/receivables/create', {
			...{ erpId: extId, erpRef: `No. ${extId}`, totalAmount: amount, amountDue: amount },
			...{ currency, postingDate: '2026-11-01', dueDate: '2026-12-01', extCustomerId: customer },
		});
		await this.world.addInvoice({ erpInvoiceId: extId, erpCustomerId: customer, currency, amount });
		return { extId, amount };
	}

	/** 30 to 79 % of it. */
	private partOf(amount: string): string {
		return toDecimal(Math.floor(Number(amount) * (30 + this.random.below(50))));
	}

	/** Refunds, disputes and returned debits of payments of some days ago, late returns among them. */
	private async takeBack(): Promise<void> {
		const { random } = this;
		const due = this.plans.filter(({ day }) => day === this.day - 2 || day === this.day - 7);
		for (const plan of due) {
			const { id: paymentId, isCard, isDiscounted, invoices } = plan;
			const chance = random.below(100);
			const isEarly = plan.day === this.day - 2;
			if (isEarly ? chance >= 24 : chance >= 6) continue;
			this.plans.splice(this.plans.indexOf(plan), 1);
			if (isEarly && chance < 10) {
				const amount = this.partOf(invoices[0]!.amount);
				const part = chance < 5 ? { amount } : {};
				await this.call('POST', '/control/refund', { paymentId, ...part });
			} else if (!isDiscounted) {
				const outcome = isCard && chance % 2 === 0 ? 'won' : 'lost';
				await this.call('POST', '/control/dispute', { paymentId, outcome });
			}
		}
	}
}
