/** What one filter or one PATCH costs in process, beside the libraries that do the same. */
@NullMarked
package dev.rollcall.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
