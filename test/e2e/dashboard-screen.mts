/** The local Paystand's dashboard in Chromium, at a sandbox of its own; no n8n is needed. */
import process from 'node:process';
import {
	type Browser,
	type BrowserContext,
	chromium,
	type Locator,
	type Page,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { createSandbox, type Sandbox } from '../../sandbox/server.mts';
import { type Receiver, startReceiver } from '../unit/sandbox/receiver.mts';
import { fillBooks } from './books.mts';
import { FLAGS } from './screen.mts';

const START = new Date('2026-11-20T18:00:00.000Z');
const PATIENCE_MS = 10_000;

export interface DashboardScreen {
	sandbox: Sandbox;
	/** Gets the first merchant's events. */
	receiver: Receiver;
	/** The sandbox's address, without a slash at the end. */
	url: string;
	page: Page;
	/** Opens the list of receivables in a new window; the former one is closed. */
	open(options?: Parameters<Browser['newContext']>[0]): Promise<void>;
	section(name: string): Promise<void>;
	/** A row of the table. */
	line(text: string): Locator;
	/** A field of a record's page, by its whole label. */
	field(label: string): Locator;
	notice(): Locator;
}

/**
 * Starts a sandbox, a receiver and a browser for a test file. Each test has full books, and fails
 * when the page throws or asks another host for anything.
 */
export function useDashboard(): DashboardScreen {
	let browser: Browser;
	let context: BrowserContext | undefined;
	let complaints: string[] = [];

	const screen = {
		async open(options = {}) {
			await context?.close();
			context = await browser.newContext({ viewport: { width: 1400, height: 860 }, ...options });
			const page = (screen.page = await context.newPage());
			page.setDefaultTimeout(PATIENCE_MS);
			page.on('pageerror', (error) => complaints.push(error.message));
			page.on('request', (request) => {
				if (!request.url().startsWith(screen.url)) complaints.push(request.url());
			});
			await page.goto(screen.url);
			await page.getByRole('link', { name: 'INV-1001' }).waitFor();
		},
		section: (name) => screen.page.locator('nav').getByRole('link', { name }).click(),
		line: (text) => screen.page.locator('tbody tr').filter({ hasText: text }),
		field(label) {
			const has = screen.page.getByText(label, { exact: true });
			return screen.page.locator('.fields > div').filter({ has });
		},
		notice: () => screen.page.locator('#notice'),
	} as DashboardScreen;

	beforeAll(async () => {
		const executablePath = process.env.CHROMIUM_PATH;
		if (!executablePath) throw new Error('Set CHROMIUM_PATH, or use: npm test -- dashboard');
		screen.sandbox = await createSandbox({ speed: 0, start: START });
		screen.url = await screen.sandbox.listen({ port: 0 });
		screen.receiver = await startReceiver();
		browser = await chromium.launch({ executablePath, args: FLAGS });
	});
	beforeEach(async () => {
		screen.sandbox.reset(1);
		screen.sandbox.world.clock.setSpeed(0);
		await fillBooks(screen.sandbox, screen.receiver.url);
		complaints = [];
		await screen.open();
	});
	afterEach(async () => {
		await context?.close();
		context = undefined;
		expect(complaints).toEqual([]);
	});
	afterAll(async () => {
		await browser?.close();
		await screen.receiver?.close();
		await screen.sandbox?.close();
	});
	return screen;
}
