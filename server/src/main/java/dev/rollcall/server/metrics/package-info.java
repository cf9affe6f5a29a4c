/**
 * What the service counts of itself, for Prometheus. The only place that knows Micrometer: other parts offer plain numbers
 * ({@link dev.rollcall.server.metrics.Figure}).
 */
@NullMarked
package dev.rollcall.server.metrics;

import org.jspecify.annotations.NullMarked;
