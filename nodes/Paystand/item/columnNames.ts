/**
 * What ERPs and exports call the columns, besides what the screen and Paystand call them. Only names
 * that mean one thing: `Customer` is a name here and a key there, `Balance` of whom and when is
 * anybody's guess.
 */
export const OTHER_NAMES: Record<string, string[]> = {
	amount: ['Credit Amount', 'Total Amount', 'Total'],
	amountDue: ['Balance Due', 'Open Balance'],
	amountRemaining: ['Remaining Amount', 'Unapplied Amount'],
	contactFirstName: ['First Name'],
	contactLastName: ['Last Name'],
	currency: ['Currency Code'],
	dueDate: ['Invoice Due Date'],
	email: ['Email Address', 'Customer Email'],
	erpId: ['Invoice ID', 'Internal ID'],
	erpRef: ['Invoice No', 'Invoice Ref'],
	extCreationDate: ['Date Created'],
	extCustomerId: ['ERP Customer ID', 'Customer ID'],
	extId: ['Credit Memo ID', 'Internal ID'],
	extKey: ['Credit Memo No'],
	extPostedDate: ['Credit Memo Date', 'Date'],
	postingDate: ['Invoice Date'],
	totalAmount: ['Invoice Amount', 'Invoice Total', 'Total'],
};
