/**
 * The mapping: a two-way lens between a user's lossless SCIM document and the product's profile. No I/O, no clock, no state
 * that changes.
 */
@NullMarked
package dev.rollcall.mapping;

import org.jspecify.annotations.NullMarked;
