@NullMarked
package dev.rollcall.outbound.webhook;

import org.jspecify.annotations.NullMarked;
