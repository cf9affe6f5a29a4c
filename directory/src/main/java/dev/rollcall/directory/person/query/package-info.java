/** Searches of profiles in the common subset of Lucene's query syntax: {@code email:"ada@acme.example" AND blocked:false}. */
@NullMarked
package dev.rollcall.directory.person.query;

import org.jspecify.annotations.NullMarked;
