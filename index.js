'use strict';

// The package's entry for those who require it; n8n itself reads the `n8n` field of package.json.
const { PaystandApi } = require('./dist/credentials/PaystandApi.credentials.js');
const { Paystand } = require('./dist/nodes/Paystand/Paystand.node.js');
const { PaystandTrigger } = require('./dist/nodes/PaystandTrigger/PaystandTrigger.node.js');

module.exports = { PaystandApi, Paystand, PaystandTrigger };
