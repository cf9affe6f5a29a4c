@NullMarked
package dev.rollcall.outbound.post;

import org.jspecify.annotations.NullMarked;
