/** The top of the page: whose books are open, and the clock. */
import { call, find } from './control.mjs';
import { moment } from './format.mjs';
import { guarded, notify } from './notice.mjs';
import { chooseMerchant, merchant, session } from './session.mjs';
import { make } from './table.mjs';

const SPEEDS = [
	[0, 'stands still'],
	[1, 'real time'],
	[60, '1 minute per second'],
	[3600, '1 hour per second'],
];

/**
 * @param onMerchant is told when another merchant's books are opened
 * @param onTime is told when the clock has been moved
 */
export function startHeader(onMerchant, onTime) {
	find('merchant').addEventListener('change', ({ target }) => {
		chooseMerchant(target.value);
		void guarded(onMerchant);
	});
	find('clock').addEventListener('submit', (event) => event.preventDefault());
	find('clock').addEventListener('click', ({ target }) => {
		if (target.name === 'advance') void guarded(() => advance(target, onTime));
	});
	find('speed').addEventListener('change', ({ target }) =>
		guarded(() => call('POST', '/clock', { speed: Number(target.value) })),
	);
}

async function advance(button, onTime) {
	button.disabled = true;
	find('clock').setAttribute('aria-busy', 'true');
	try {
		const { now } = await call('POST', '/clock', { advance: button.value });
		await onTime();
		notify(`It is now ${moment(now, merchant().timezone)}.`);
	} finally {
		button.disabled = false;
		find('clock').removeAttribute('aria-busy');
		button.focus();
	}
}

export function showHeader() {
	const { merchants, now, speed, deliveries } = session.state;
	options(
		find('merchant'),
		merchants.map(({ id, name }) => [id, name]),
		session.merchantId,
	);
	const known = SPEEDS.some(([value]) => value === speed);
	options(find('speed'), known ? SPEEDS : [...SPEEDS, [speed, `× ${speed}`]], speed);
	const { timezone, counts } = merchant();
	find('now').textContent = moment(now, timezone);
	find('now').title = `The sandbox’s time, in ${timezone}`;
	for (const tab of find('tabs').children)
		tab.querySelector('.count').textContent = counts[tab.dataset.section] ?? '';
	const { pending, failed } = deliveries;
	const waiting = [pending && `${pending} pending`, failed && `${failed} failed`];
	find('tabs').querySelector('[data-section=deliveries] .count').textContent = waiting
		.filter(Boolean)
		.join(', ');
}

/** Sets a list's options, unless a person has it open. */
function options(select, entries, chosen) {
	if (document.activeElement === select) return;
	const now = JSON.stringify(entries);
	if (select.dataset.options !== now)
		select.replaceChildren(...entries.map(([value, name]) => make('option', { value }, name)));
	select.dataset.options = now;
	select.value = chosen;
}
