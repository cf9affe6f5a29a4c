@NullMarked
package dev.rollcall.outbound.alert;

import org.jspecify.annotations.NullMarked;
