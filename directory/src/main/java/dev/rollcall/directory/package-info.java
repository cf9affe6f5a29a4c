/** Connections, users, groups, mapping: the rules of the house, and the storage port. */
@NullMarked
package dev.rollcall.directory;

import org.jspecify.annotations.NullMarked;
