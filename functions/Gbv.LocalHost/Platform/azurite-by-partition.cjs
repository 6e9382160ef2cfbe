// The storage emulator looks at every entity of a table for each query, and at every entity with the same RowKey for each point read: a
// year of sample cases, or half an hour of load, then costs it more than the program itself. Loaded before it (node --require), this hands
// it the entities of the one partition that is asked for, as the real service does; what it then answers is decided by its own code.
'use strict';

const { createRequire } = require('node:module');

const emulator = createRequire(process.argv[1]);
const Store = emulator('./table/persistence/LokiTableMetadataStore.js').default;
const parse = emulator('./table/persistence/QueryInterpreter/QueryParser.js').default;

const { queryTableEntities, getEntityCollection } = Store.prototype;
if (!queryTableEntities || !getEntityCollection) throw new Error('This version of the storage emulator keeps its entities in another way.');

Store.prototype.getEntityCollection = function (...table) {
  const entities = getEntityCollection.apply(this, table);
  if (!Object.hasOwn(entities, 'findOne')) Object.defineProperty(entities, 'findOne', { value: findOne });
  return entities;
};

Store.prototype.queryTableEntities = function (context, account, table, options, ...from) {
  const partition = partitionOf(options.filter);
  if (partition === undefined) return queryTableEntities.call(this, context, account, table, options, ...from);
  const chain = () => this.getEntityCollection(account, table, context).chain().find({ PartitionKey: partition });
  return queryTableEntities.call(Object.create(this, { getEntityCollection: { value: () => ({ chain }) } }), context, account, table, options, ...from);
};

/** By the key that fewer entities share: a case has its partition to itself, and a list of what is due is one partition with its own RowKeys. */
function findOne(key) {
  const shared = (name) => {
    this.ensureIndex(name);
    const [from, to] = this.calculateRange('$eq', name, key[name]);
    return to - from;
  };
  const [first, second] = shared('PartitionKey') < shared('RowKey') ? ['PartitionKey', 'RowKey'] : ['RowKey', 'PartitionKey'];
  return this.chain().find({ [first]: key[first] }).find({ [second]: key[second] }, true).data()[0] ?? null;
}

/** The partition outside of which nothing can match; undefined where there is none, or where the emulator is to complain of the filter. */
function partitionOf(filter) {
  try {
    return filter ? required(parse(filter)) : undefined;
  } catch {
    return undefined;
  }
}

function required(node) {
  if (node.name === 'and') return required(node.left) ?? required(node.right);
  return node.name === 'eq' && node.left.identifier === 'PartitionKey' && typeof node.right.value === 'string' ? node.right.value : undefined;
}
