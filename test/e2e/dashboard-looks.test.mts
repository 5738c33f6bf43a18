import { expect, test } from 'vitest';
import { HTML_NUMBER } from './books.mts';
import { useDashboard } from './dashboard-screen.mts';

const screen = useDashboard();

test('a number with HTML in it is text, in lists, on its page, and in dialogs', async () => {
	await screen.page.getByRole('button', { name: `Pay ${HTML_NUMBER}` }).click();
	await screen.page.locator('dialog[open]').getByText(HTML_NUMBER).waitFor();
	await screen.page.getByRole('button', { name: 'Cancel' }).click();
	await screen.page.getByRole('link', { name: HTML_NUMBER }).click();
	await screen.page.getByRole('heading', { name: `Invoice ${HTML_NUMBER}` }).waitFor();
	await screen.page.getByLabel('JSON', { exact: true }).check();
	expect(await screen.page.locator('main img').count()).toBe(0);
	expect(await screen.page.title()).toBe('Receivables (invoices) · Paystand X sandbox');
});

test('everything is reached with the keyboard, and a refresh does not take the focus', async () => {
	await screen.page.getByRole('link', { name: 'INV-1004' }).focus();
	// Its button, the next row's box, the next row.
	for (let times = 0; times < 3; times++) await screen.page.keyboard.press('Tab');
	const focused = () => screen.page.evaluate('document.activeElement.textContent');
	expect(await focused()).toBe('INV-1003');
	const shown = screen.page.waitForResponse(/records\/receivables\?/);
	screen.sandbox.world.merchant().receivables.byKey('ERP-INV-1004')!.amount = '12000.01';
	await shown;
	await screen.line('12,000.01').waitFor();
	expect(await focused()).toBe('INV-1003');
	await screen.page.keyboard.press('Enter');
	await screen.page.getByRole('heading', { name: 'Invoice INV-1003' }).waitFor();
	await screen.page.getByRole('button', { name: 'Pay Invoice INV-1003' }).press('Enter');
	await screen.page.keyboard.press('Enter');
	await screen.page.locator('.bar').getByText('Being paid').waitFor();
});

/** In the page: texts whose contrast with what is behind them is below 4.5, WCAG's level AA. */
const FAINT_TEXTS = `(() => {
	const parse = (color) => color.match(/[\\d.]+/g).map(Number);
	const light = ([r, g, b]) => [r, g, b]
		.map((part) => part / 255)
		.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
		.reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
	const behind = (element) => {
		for (let at = element; at; at = at.parentElement) {
			const color = parse(getComputedStyle(at).backgroundColor);
			if (color[3] !== 0) return color;
		}
		return [255, 255, 255];
	};
	const hasText = (element) => [...element.childNodes]
		.some((node) => node.nodeType === 3 && node.textContent.trim());
	return [...document.body.querySelectorAll('*')]
		.filter((element) => hasText(element) && element.checkVisibility() && !element.disabled)
		.filter((element) => {
			const both = [parse(getComputedStyle(element).color), behind(element)].map(light);
			return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05) < 4.5;
		})
		.map((element) => element.textContent);
})()`;

const OVERFLOWS = `[document.documentElement, ...document.querySelectorAll('.scroll')]
	.map((element) => element.scrollWidth - element.clientWidth)
	.filter((pixels) => pixels > 0)`;

test.each([
	[1400, 'light'],
	[800, 'dark'],
	[600, 'light'],
	[600, 'dark'],
] as const)(
	'at %i px, %s, nothing is cut off and every text can be read',
	async (width, scheme) => {
		await screen.open({ viewport: { width, height: 860 }, colorScheme: scheme });
		const { page } = screen;
		const ground = 'getComputedStyle(document.documentElement).backgroundColor';
		expect(await page.evaluate(ground)).toBe(
			scheme === 'dark' ? 'rgb(18, 23, 29)' : 'rgb(245, 247, 249)',
		);
		const merchant = screen.sandbox.world.merchant();
		const paths: [string, string][] = [
			...['receivables', 'payments', 'disputes', 'deliveries'].map((name): [string, string] => [
				name,
				`#table a[href*=${name}]`,
			]),
			['integrations', '#credentials div'],
			[`payments/${merchant.payments.all()[1]!.id}`, '.timeline li'],
			[`transfers/${merchant.transfers.all()[0]!.id}`, '.timeline li'],
		];
		for (const [path, shown] of paths) {
			await page.goto(`${screen.url}/#/${path}`);
			await page.locator(shown).first().waitFor();
			expect(await page.evaluate(OVERFLOWS), path).toEqual([]);
			expect(await page.evaluate(FAINT_TEXTS), path).toEqual([]);
		}
	},
);
