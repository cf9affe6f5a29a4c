/**
 * The storage port: what the directory needs of a database. A {@link dev.rollcall.directory.storage.Storage} runs works, each
 * with a session that hands out the aggregates of one transaction. Each aggregate is one interface that reads (a view) and
 * one that writes as well (a store), with its contract in its Javadoc; a store engine implements them, and the contract suite
 * of module store holds it to them.
 */
@NullMarked
package dev.rollcall.directory.storage;

import org.jspecify.annotations.NullMarked;
