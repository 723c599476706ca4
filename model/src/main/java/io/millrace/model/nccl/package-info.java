/**
 * Measured collectives: what <a href="https://github.com/NVIDIA/nccl-tests">nccl-tests</a> prints,
 * as text or as JSON, and tables of the same in CSV.
 *
 * <p>{@link io.millrace.model.nccl.NcclResults} recognises the form of a file and gives its {@link
 * io.millrace.model.nccl.NcclMeasurement}s.
 */
@NullMarked
package io.millrace.model.nccl;

import org.jspecify.annotations.NullMarked;
