import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { BY_KIND, EFFECTS, OPEN_QUESTIONS } from '../../../conform/effects/effects.mts';

const facts = await readFile(new URL('../../../docs/paystand-api.md', import.meta.url), 'utf8');

test('every heading that the report names is one of docs/paystand-api.md', () => {
	const headings = [...facts.matchAll(/^#+ (.+)$/gm)].map((match) => match[1]);
	const named = EFFECTS.map(({ heading }) => heading);
	expect(named.filter((heading) => !headings.includes(heading))).toEqual([]);
});

test('each open question of docs/paystand-api.md has its line in the report', () => {
	const [section] = facts.split('## Open questions').slice(-1);
	expect(section!.match(/^\d+\. /gm)).toHaveLength(OPEN_QUESTIONS.length);
	for (const { question, answers, note } of OPEN_QUESTIONS)
		expect(answers.length > 0 || note, question).toBeTruthy();
});

test('each question is asked once', () => {
	const names = EFFECTS.map(({ answer }) => answer);
	expect(names).toEqual([...new Set(names)]);
});

/** An answer as assumed, and one that is not. */
const CASES: Record<string, [assumed: unknown, other: unknown]> = {
	tokenLifeSeconds: [1_209_600, 3600],
	tokenScope: ['auth', 'read'],
	insufficientScope: ['403 flat', 'accepted'],
	largestPage: [100, 25],
	count: ['total', 'page'],
	limitHeaders: [['x-ratelimit-limit', 'x-ratelimit-remaining'], []],
	orderByLastUpdated: ['holds', 'ignored'],
	otherFilters: [{ 'f.extId': 'ignored' }, { 'f.extId': 'filters' }],
	creditMemoFilters: [
		{ 'by-payerCustomerId, f.payerCustomerId': 'filters', 'by-erpName, f.erpName': 'filters' },
		{ 'by-payerCustomerId, f.payerCustomerId': 'ignored' },
	],
	unknownId: [401, { getPayment: 404 }],
	eventRead: ['refused 401', 'accepted 200'],
	verify: ['refused', 'empty'],
	settingsAt: [['settings'], []],
	amountsAs: ['string', 'number and string'],
	secondInvoiceKey: ['refused', 'duplicated'],
	chargeStatus: ['posted', 'failed'],
	wrongDeposits: [402, 400],
};

test.each(Object.entries(CASES))(
	'%s: what is assumed and what is not',
	(name, [assumed, other]) => {
		const effect = EFFECTS.find(({ answer }) => answer === name)!;
		expect(effect.isAssumed(assumed as never)).toBe(true);
		expect(effect.isAssumed(other as never)).toBe(false);
		expect(effect.affected).toMatch(/\.$/);
	},
);

test('every kind of difference says what it means for the node', async () => {
	const source = await readFile(new URL('../../../conform/compare.mts', import.meta.url), 'utf8');
	const kinds = [...source.matchAll(/^\t\| '(\w+)'/gm)].map((match) => match[1]).sort();
	expect(Object.keys(BY_KIND).sort()).toEqual(kinds);
	const docs = await readFile(new URL('../../../docs/conform.md', import.meta.url), 'utf8');
	for (const kind of kinds) expect(docs).toContain(`\`${kind}\``);
});
