/** A record of any kind as the API shows it, or what is told about one. */
export type Row = Record<string, any>;

/** A record as the control routes give it: alone in a list, with what belongs to it on a page. */
export interface View {
	record: Row;
	about: Row;
	related?: Record<string, View[]>;
}

export interface Page extends View {
	related: Record<string, View[]>;
}

export interface Context {
	/** The merchant's time zone, an IANA name. */
	zone: string;
	/** The day it is there, `YYYY-MM-DD`. */
	today: string;
}

/** Text, and the address of the record that it names. */
export interface Linked {
	text: string;
	href?: string;
}

export interface Chip {
	label: string;
	tone: string;
}

export type Show = (view: View, context: Context) => string;

interface Shared {
	title: string;
	/** Left out where there is little room. */
	minor?: boolean;
	/** Stays on one line. */
	fixed?: boolean;
}

export type Column =
	| (Shared & { kind?: 'wraps' | 'number'; value: Show })
	| (Shared & { kind: 'name'; value(view: View, context: Context): Linked })
	| (Shared & { kind: 'chips'; value(view: View, context: Context): Chip[] });

export interface Action {
	name: string;
	label: string;
}

type Shown = string | number | boolean | Linked | null | undefined;

export interface Field {
	label: string;
	/** Which fields of the record it shows. */
	keys: string[];
	show(view: Page, context: Context): Shown | Shown[];
}

export interface Entry {
	/** ISO 8601. */
	time: string;
	title: string;
	note?: string;
	href?: string;
	tone?: string;
	/** Told to webhooks, not a thing that happened. */
	isEvent?: boolean;
}

/** Entries as they come up: those without a time have not happened. */
export type Teller = (
	view: View,
) => (Omit<Entry, 'time'> & { time: string | false | null | undefined })[];
