/** Customers that the examples of several operations write. */
export const caseCustomer = (extCustomerId: string, customerName = 'Initech') => ({
	extCustomerId,
	customerName,
	email: 'ap@initech.example',
});

/** The same in Columns. */
export const customerColumns = (key: string, name = 'Initech') => ({
	...{ 'ERP Customer ID': key, 'Customer Name': name, Email: 'ap@initech.example' },
});

export const CONTACT_COLUMNS = {
	...{ 'Contact First Name': 'Bill', 'Contact Last Name': 'Lumbergh' },
};

export const CASE_CONTACT = { contactFirstName: 'Bill', contactLastName: 'Lumbergh' };
