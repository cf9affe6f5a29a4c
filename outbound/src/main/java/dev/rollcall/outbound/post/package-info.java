/** What destinations share to which each event is posted as it is: which events pass, one request, and what its answer means. */
@NullMarked
package dev.rollcall.outbound.post;

import org.jspecify.annotations.NullMarked;
