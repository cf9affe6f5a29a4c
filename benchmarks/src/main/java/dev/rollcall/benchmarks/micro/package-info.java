/** What one filter, one PATCH, and reading and writing one user cost in process, beside the libraries that do the same. */
@NullMarked
package dev.rollcall.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
