/** A Chromium that is signed in to n8n's editor, for tests of what a person sees. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { OWNER } from '../../n8n/client.mts';

/** With SCREENS=1 the pictures of the docs are made anew; else they are for looking at only. */
const PICTURES = process.env.SCREENS === '1' ? 'docs/screens' : join('.cache', 'screens');
const TIMEOUT_MS = 30_000;

/** Chromium without its own services, also as root and in a container. */
export const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
];

/** Toasts come and go, and would make each picture another one. */
const HIDDEN = '.el-notification { visibility: hidden !important }';
/** What lies over the canvas, where a picture is of the flow alone. */
const HIDDEN_ON_CANVAS =
	'[data-test-id^="execute-workflow-button"], [class*="_executionButtons_"], [class*="_executionButtons_"] *, [data-test-id="canvas-controls"] { visibility: hidden !important }';

/** A part of the window, in pixels. */
interface Clip {
	x: number;
	y: number;
	width: number;
	height: number;
}

export interface Screen {
	page: Page;
	/** Elements by n8n's own test id, only visible ones. */
	byId(id: string): Locator;
	/** Types into a parameter of the open node or credential, by its internal name. */
	fill(parameter: string, value: string): Promise<void>;
	/** Picks an option of a parameter by what the list shows. */
	pick(parameter: string, option: string): Promise<void>;
	/** Saves a picture of the window, or of a part of it, under this name. */
	picture(name: string, clip?: Clip): Promise<void>;
	close(): Promise<void>;
}

/**
 * Opens the editor and signs the owner in through the form.
 * @throws Error when CHROMIUM_PATH names no browser; `npm test` sets it
 */
export async function openEditor(n8nUrl: string): Promise<Screen> {
	const executablePath = process.env.CHROMIUM_PATH;
	if (!executablePath) throw new Error('Set CHROMIUM_PATH to the browser, or use: npm test -- e2e');
	const browser = await chromium.launch({ executablePath, args: FLAGS });
	try {
		return await signIn(browser, n8nUrl);
	} catch (error) {
		await browser.close();
		throw error;
	}
}

async function signIn(browser: Browser, n8nUrl: string): Promise<Screen> {
	const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
	page.setDefaultTimeout(TIMEOUT_MS);
	await page.goto(`${n8nUrl}/signin`);
	await page.fill('input[type=email]', OWNER.email);
	await page.fill('input[type=password]', OWNER.password);
	await page.keyboard.press('Enter');
	await page.waitForURL('**/home/**');
	const byId = (id: string) => page.locator(`[data-test-id="${id}"]:visible`);
	return {
		page,
		byId,
		async fill(parameter, value) {
			await byId(`parameter-input-${parameter}`).locator('input').fill(value);
		},
		async pick(parameter, option) {
			await byId(`parameter-input-${parameter}`).click();
			await page.locator('.el-select-dropdown__item:visible').filter({ hasText: option }).click();
		},
		async picture(name, clip) {
			const path = join(PICTURES, `${name}.png`);
			mkdirSync(dirname(path), { recursive: true });
			await page.screenshot({ path, style: clip ? HIDDEN + HIDDEN_ON_CANVAS : HIDDEN, clip });
		},
		close: () => browser.close(),
	};
}
