/** What the tests of other modules need of the store. */
package dev.rollcall.store.testing;
