@NullMarked
package dev.rollcall.outbound.preview;

import org.jspecify.annotations.NullMarked;
