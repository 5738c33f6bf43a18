/** Customers that the examples of several operations write. */
export const caseCustomer = (extCustomerId: string, customerName = 'Initech') => ({
	extCustomerId,
	customerName,
	email: 'ap@initech.example',
});

export const CASE_CONTACT = { contactFirstName: 'Bill', contactLastName: 'Lumbergh' };
