import axios from 'axios';
import { addressOf, chain, trigger } from '../../harness/flow.mts';
import { log } from '../../harness/log.mts';
import { emit, paidReceivables } from '../../harness/records.mts';
import { differences } from '../../harness/report.mts';
import { runsOf } from '../../harness/trigger-runs.mts';
import { inWorld, type HarnessWorld } from '../../harness/world.mts';
import type { FaultSettings } from '../../sandbox/faults.mts';
import { createRandom } from '../../sandbox/random.mts';
import { shown, type Event } from '../../sandbox/resources.mts';
import { invent, KINDS, VERIFY_REPLIES, type Forged, type Material } from './forged.mts';
import type { Proof } from './proof.mts';

const OF_EACH_KIND = 25;
const AT_A_TIME = 3;
const MAX_ANSWER_MS = 1_000;

type VerifyReply = FaultSettings['verifyReply'];

interface Answer extends Forged {
	kind: string;
	wanted: number;
	status: number;
	milliseconds: number;
}

/**
 * Nothing that Paystand did not send starts a workflow, and whoever sent it is told so at once; what
 * Paystand did send still comes through afterwards.
 */
export const forgeries: Proof = async (report, seed) =>
	await inWorld({ seed }, async (world) => {
		const { n8n } = world;
		const plan = chain(
			'Forgeries',
			trigger({ events: ['*'], onlyStatusChanges: false, registration: 'api' }),
			{ name: 'Nothing', type: 'n8n-nodes-base.noOp', parameters: {} },
		);
		const workflow = await n8n.workflows.create(plan, [world.credential]);
		await n8n.workflows.activate(workflow.id);
		const url = addressOf(n8n.url, workflow);
		const runs = () => runsOf(n8n, workflow.id).map(({ eventId }) => eventId);

		const material = await genuineEvents(world, url);
		const { delivered, held } = material;
		report.none('Genuine events before, not run once', notOnce(delivered, runs()));

		const random = createRandom(seed);
		const all = Object.entries(KINDS).flatMap(([kind, { status, forge }]) =>
			Array.from({ length: OF_EACH_KIND }, (_, index) => ({
				kind,
				wanted: status,
				...forge(material, index),
			})),
		);
		shuffle(all, random.below);
		log(`${all.length} forgeries of ${Object.keys(KINDS).length} kinds …`);
		const answers = await sendAll(url, all);
		for (const [verifyReply, { kind, status }] of Object.entries(VERIFY_REPLIES)) {
			world.sandbox.world.faults.set({ seed, verifyReply: verifyReply as VerifyReply });
			const invented = Array.from({ length: OF_EACH_KIND }, (_, index) => ({
				kind,
				wanted: status,
				...invent(material, index),
			}));
			answers.push(...(await sendAll(url, invented)));
		}
		world.sandbox.world.faults.set({ seed });

		const kinds = new Set(answers.map(({ kind }) => kind)).size;
		report.equal('Kinds', 26, kinds);
		report.none(
			'Wrong answers',
			answers
				.filter(({ status, wanted }) => status !== wanted)
				.map(({ kind, status, wanted }) => `${kind}: ${status} instead of ${wanted}`),
		);
		const slow = answers.filter(({ milliseconds }) => milliseconds > MAX_ANSWER_MS);
		report.none(
			'Answers after more than a second',
			slow.map(({ kind, milliseconds }) => `${kind}: ${milliseconds} ms`),
		);
		const started = runs().length - delivered.length;
		report.equal('Runs that a forgery started', 0, started);

		const genuine = held.map((event) => ({ body: JSON.stringify(shown(event)) }));
		const last = await sendAll(
			url,
			genuine.map((one) => ({ ...one, kind: '', wanted: 200 })),
		);
		report.none(
			'Genuine events refused afterwards',
			last.filter(({ status }) => status !== 200).map(({ status }) => String(status)),
		);
		report.none('Genuine events after, not run once', notOnce([...delivered, ...held], runs()));
		const times = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
		const at = (share: number) => times[Math.ceil(times.length * share) - 1];
		return `${answers.length} forgeries of ${kinds} kinds, ${AT_A_TIME} at a time, started ${started} runs; answers in ${at(0.5)} ms (median), ${at(1)} ms (longest)`;
	});

/** Real events: some that n8n has received, some that were never sent, some of another merchant. */
async function genuineEvents(world: HarnessWorld, url: string): Promise<Material> {
	const { sandbox, merchant } = world;
	const { enabled, urls } = merchant.settings.events;
	const stranger = [...sandbox.world.merchants.values()][1]!;
	Object.assign(merchant.settings.events, { enabled: false });
	await paidReceivables(sandbox, merchant, OF_EACH_KIND);
	await paidReceivables(sandbox, stranger, OF_EACH_KIND);
	Object.assign(merchant.settings.events, { enabled, urls });

	const payments = merchant.payments.all();
	const transactions = merchant.transactions.all();
	const delivered = transactions.map((row) => emit(sandbox, merchant, row, [url]));
	await sandbox.world.clock.advance(1000);
	return {
		delivered,
		held: [...transactions, ...payments].map((row) => emit(sandbox, merchant, row, [])),
		foreign: stranger.transactions.all().map((row) => emit(sandbox, stranger, row, [])),
		ownId: merchant.id,
	};
}

async function sendAll(
	url: string,
	forged: Array<Forged & { kind: string; wanted: number }>,
): Promise<Answer[]> {
	const answers: Answer[] = [];
	let next = 0;
	const worker = async () => {
		while (next < forged.length) {
			const one = forged[next++]!;
			const started = performance.now();
			const { status } = await axios.post(url, one.body, {
				headers: { 'Content-Type': 'application/json', ...one.headers },
				proxy: false,
				timeout: 60_000,
				// The body goes out as it is.
				transformRequest: (body) => body,
				validateStatus: () => true,
			});
			answers.push({ ...one, status, milliseconds: Math.round(performance.now() - started) });
		}
	};
	await Promise.all(Array.from({ length: AT_A_TIME }, worker));
	return answers;
}

function shuffle(list: unknown[], below: (limit: number) => number): void {
	for (let index = list.length - 1; index > 0; index--) {
		const other = below(index + 1);
		[list[index], list[other]] = [list[other], list[index]];
	}
}

/** What is wrong with it, if each of these events was to start one run. */
function notOnce(events: Event[], runs: string[]): string[] {
	const wanted = events.map(({ id }) => id);
	const twice = runs.filter((id, index) => runs.indexOf(id) !== index);
	return [...differences(wanted, runs), ...twice.map((id) => `twice: ${id}`)];
}
