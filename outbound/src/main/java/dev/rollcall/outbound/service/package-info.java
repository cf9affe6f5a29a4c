/** The outbound side as a whole, for whoever starts it. */
@NullMarked
package dev.rollcall.outbound.service;

import org.jspecify.annotations.NullMarked;
