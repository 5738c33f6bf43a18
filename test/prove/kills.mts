import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '../../harness/log.mts';
import type { Report } from '../../harness/report.mts';
import type { Run } from '../../harness/trigger-runs.mts';
import type { N8n } from '../../n8n/server.mts';
import type { Event } from '../../sandbox/resources.mts';
import type { Proxy } from './proxy.mts';
import type { Traffic } from './traffic.mts';

const POLL_MS = 50;

export interface Kill {
	/** In milliseconds. */
	time: number;
	/** The events whose delivery had been answered with 2xx by then. */
	answered: Set<string>;
}

/**
 * Kills n8n each time when so much of the events is done, and starts it again at once. Deliveries are
 * under way at that moment, and others come before it is back.
 */
export async function killAll(
	report: Report,
	n8n: N8n,
	proxy: Proxy,
	traffic: Traffic,
	killsAt: number[],
): Promise<Kill[]> {
	const kills: Kill[] = [];
	for (const share of killsAt) {
		while (traffic.share() < share) {
			if (traffic.isOver) throw new Error('The deliveries were over before n8n could be killed');
			await sleep(POLL_MS);
		}
		const { underWay, refused } = proxy;
		const time = Date.now();
		await n8n.kill();
		// What n8n answered right before is still on its way here.
		await sleep(POLL_MS);
		kills.push({ time, answered: traffic.answered() });
		log(`n8n was killed with ${Math.round(traffic.share() * 100)} % of the events done`);
		await n8n.restart();
		report.atLeast('Deliveries cut off by the kill', 1, underWay);
		report.atLeast('Deliveries answered with 503 until n8n was back', 1, proxy.refused - refused);
	}
	return kills;
}

/**
 * Checks that each event ran, and once more only where n8n was killed before it had answered to the
 * run before.
 *
 * @returns the runs beyond the first one of their event
 */
export function checkRuns(report: Report, events: Event[], runs: Run[], kills: Kill[]): number {
	const byEvent = Map.groupBy(runs, ({ eventId }) => eventId);
	const ours = new Set(events.map(({ id }) => id));
	const others = runs.filter(({ eventId }) => !ours.has(eventId));
	report.none(
		'Runs for another event',
		others.map(({ eventId }) => eventId),
	);
	const again: Array<{ former: Run; kill?: Kill }> = [];
	const wrong = events.flatMap(({ id }) => {
		const own = byEvent.get(id) ?? [];
		const repeats = own.slice(1).map((run, index) => {
			const former = own[index]!;
			const isCutOff = ({ time, answered }: Kill) =>
				former.created <= time && time <= run.created && !answered.has(id);
			return { former, kill: kills.find(isCutOff) };
		});
		again.push(...repeats);
		const isRight = own.at(-1)?.status === 'success' && repeats.every(({ kill }) => kill);
		return isRight ? [] : [`${id}: ${own.map(({ status }) => status).join(', ') || 'no run'}`];
	});
	report.none('Events that did not run, or ran again without a kill that explains it', wrong);
	const cutOff = again.filter(({ former }) => former.status !== 'success').length;
	const resumed = again.filter(({ former, kill }) => kill && former.started > kill.time).length;
	log(
		`${runs.length} runs for ${events.length} events; ${again.length} again: ${cutOff} cut off in the middle, ${resumed} before they began (n8n itself took them up later), ${again.length - cutOff - resumed} after the end, before the answer`,
	);
	return again.length;
}
