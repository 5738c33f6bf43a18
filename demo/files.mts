import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { EXAMPLES } from '../harness/examples.mts';
import { toCsv, toExport, type Translated } from '../harness/invoice-csv.mts';
import { writePdfs } from '../harness/invoice-pdf.mts';
import { log } from '../harness/log.mts';

const SAMPLE = join(EXAMPLES, 'erp-export.csv');

/** The names under which n8n's file nodes find the export and the PDFs in their folder. */
const EXPORT = 'erp-export.csv';
const PDFS = 'pdfs';

export interface Invoices extends Translated {
	/** The file they come from. */
	source: string;
	/** What is in it. */
	csv: string;
}

/**
 * Reads the file of invoices.
 *
 * @param file undefined: the sample
 * @throws Error when it is not there, or its columns are unknown
 */
export async function readInvoices(file: string | undefined): Promise<Invoices> {
	const source = file ?? SAMPLE;
	const csv = await readFile(source, 'utf8');
	const translated = toExport(csv);
	const customers = new Set(translated.rows.map((row) => row['Customer ID'])).size;
	log(`${basename(source)}: ${translated.rows.length} invoices of ${customers} customers`);
	for (const remark of translated.remarks) log(`  ${remark}`);
	return { ...translated, source, csv };
}

/**
 * Puts the export and its PDFs where n8n's file nodes may read them. Our own columns are copied as
 * they are, so that a row's number stays its line in the file.
 *
 * @returns the folder of the PDFs
 */
export async function layOut(invoices: Invoices, filesFolder: string): Promise<string> {
	const { source, csv, rows, isForeign } = invoices;
	await mkdir(filesFolder, { recursive: true });
	await writeFile(join(filesFolder, EXPORT), isForeign ? toCsv(rows) : csv);
	const pdfs = join(filesFolder, PDFS);
	if (isForeign) await writePdfs(rows, pdfs);
	else await copyFolder(join(dirname(source), PDFS), pdfs);
	return pdfs;
}

async function copyFolder(from: string, to: string): Promise<void> {
	const exists = await stat(from).catch(() => undefined);
	if (exists) await cp(from, to, { recursive: true });
	else await mkdir(to, { recursive: true });
}
