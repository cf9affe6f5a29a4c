@NullMarked
package dev.rollcall.outbound.sync;

import org.jspecify.annotations.NullMarked;
