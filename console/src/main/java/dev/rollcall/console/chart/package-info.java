/** What was counted hour by hour, as a picture. */
@NullMarked
package dev.rollcall.console.chart;

import org.jspecify.annotations.NullMarked;
