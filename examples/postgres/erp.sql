-- The tables of a small ERP with 8 customers and 25 invoices, as erp-to-paystand-postgres.json reads
-- them: psql -f examples/postgres/erp.sql

CREATE TABLE customers (
  customer_no        varchar(40) PRIMARY KEY,
  name               text NOT NULL,
  email              text NOT NULL,
  contact_first_name text NOT NULL DEFAULT '',
  contact_last_name  text NOT NULL DEFAULT ''
);

CREATE TABLE invoices (
  invoice_id   bigint PRIMARY KEY,
  invoice_no   text NOT NULL UNIQUE,
  customer_no  varchar(40) NOT NULL REFERENCES customers,
  invoice_date date NOT NULL,
  due_date     date NOT NULL,
  total_amount numeric(15, 2) NOT NULL CHECK (total_amount > 0),
  paid_amount  numeric(15, 2) NOT NULL DEFAULT 0 CHECK (paid_amount BETWEEN 0 AND total_amount),
  currency     char(3) NOT NULL,
  status       text NOT NULL DEFAULT 'open' CHECK (status IN ('draft', 'open', 'closed'))
);

INSERT INTO customers VALUES
  ('C-1004', 'Northgate Dental Partners', 'ap@northgatedental.example.com', 'Dana', 'Reed'),
  ('C-1011', 'Harbor & Finch, LLC', 'accounts@harborfinch.example.com', 'Miguel', 'Ortega'),
  ('C-1017', 'Blue Mesa Logistics Inc', 'payables@bluemesalogistics.example.com', 'Priya', 'Natarajan'),
  ('C-1023', 'Kestrel Robotics Corp', 'ap@kestrelrobotics.example.com', 'Jonas', 'Weber'),
  ('C-1030', 'Maple Ridge Foods Ltd', 'ap@mapleridgefoods.example.com', 'Claire', 'Tremblay'),
  ('C-1038', 'St. Brendan School District', 'business.office@stbrendansd.example.com', 'Aoife', 'Kelly'),
  ('C-1042', 'Pinecrest Property Group', 'invoices@pinecrestproperty.example.com', 'Lena', 'Hoffmann'),
  ('C-1056', 'O''Malley Brothers Plumbing', 'office@omalleyplumbing.example.com', 'Sean', 'O''Malley');

INSERT INTO invoices (invoice_id, invoice_no, customer_no, invoice_date, due_date, total_amount, paid_amount, currency) VALUES
  (884120, 'INV-20411', 'C-1038', '2026-09-01', '2026-10-31', 9600.00, 0.00, 'USD'),
  (884123, 'INV-20412', 'C-1004', '2026-09-14', '2026-10-14', 1250.00, 0.00, 'USD'),
  (884126, 'INV-20413', 'C-1011', '2026-09-30', '2026-10-30', 7425.10, 0.00, 'USD'),
  (884129, 'INV-20414', 'C-1042', '2026-10-01', '2026-10-15', 1450.00, 0.00, 'USD'),
  (884132, 'INV-20415', 'C-1017', '2026-10-02', '2026-11-16', 15480.00, 0.00, 'USD'),
  (884135, 'INV-20416', 'C-1004', '2026-10-05', '2026-11-04', 489.82, 0.00, 'USD'),
  (884138, 'INV-20417', 'C-1030', '2026-10-08', '2026-11-07', 4312.40, 0.00, 'CAD'),
  (884141, 'INV-20418', 'C-1023', '2026-10-12', '2026-11-11', 28750.00, 10000.00, 'USD'),
  (884144, 'INV-20419', 'C-1017', '2026-10-19', '2026-12-03', 6204.33, 0.00, 'USD'),
  (884147, 'INV-20420', 'C-1011', '2026-10-21', '2026-11-20', 312.07, 0.00, 'USD'),
  (884150, 'INV-20421', 'C-1056', '2026-10-26', '2026-11-25', 385.00, 0.00, 'USD'),
  (884153, 'INV-20422', 'C-1030', '2026-10-29', '2026-11-28', 268.15, 0.00, 'CAD'),
  (884156, 'INV-20423', 'C-1038', '2026-11-01', '2026-12-31', 9600.00, 0.00, 'USD'),
  (884159, 'INV-20424', 'C-1042', '2026-11-01', '2026-11-15', 1450.00, 0.00, 'USD'),
  (884162, 'INV-20425', 'C-1004', '2026-11-02', '2026-12-02', 2310.45, 0.00, 'USD'),
  (884165, 'INV-20426', 'C-1042', '2026-11-03', '2026-11-17', 75.30, 0.00, 'USD'),
  (884168, 'INV-20427', 'C-1017', '2026-11-05', '2026-12-20', 842.50, 0.00, 'USD'),
  (884171, 'INV-20428', 'C-1056', '2026-11-06', '2026-12-06', 1120.75, 0.00, 'USD'),
  (884174, 'INV-20429', 'C-1023', '2026-11-09', '2026-12-09', 540.60, 0.00, 'USD'),
  (884177, 'INV-20430', 'C-1011', '2026-11-11', '2026-12-11', 1860.00, 0.00, 'USD'),
  (884180, 'INV-20431', 'C-1004', '2026-11-16', '2026-12-16', 99.99, 0.00, 'USD'),
  (884183, 'INV-20432', 'C-1030', '2026-11-17', '2026-12-17', 1999.05, 0.00, 'CAD'),
  (884186, 'INV-20433', 'C-1017', '2026-11-18', '2027-01-02', 3199.99, 0.00, 'USD'),
  (884189, 'INV-20434', 'C-1056', '2026-11-19', '2026-12-19', 64.01, 0.00, 'USD'),
  (884192, 'INV-20435', 'C-1023', '2026-11-20', '2026-12-20', 1075.25, 0.00, 'USD');
