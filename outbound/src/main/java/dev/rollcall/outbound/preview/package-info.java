/** What would be sent for an event, made by what sends it, on a target that only writes down what it is asked. */
@NullMarked
package dev.rollcall.outbound.preview;

import org.jspecify.annotations.NullMarked;
