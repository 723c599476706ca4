/**
 * Reading the {@code config.json} of a Hugging Face model as an architecture.
 *
 * <p>{@link io.millrace.model.huggingface.HuggingFaceConfig} is the way in. A {@code Family} says
 * what a {@code model_type} leaves unsaid, as the defaults of its configuration class in the
 * transformers library: which networks gate, which norms there are, what a missing key means. Its
 * {@code MixerReader} reads the attention of each layer, {@code NetworkReader} the networks and
 * experts, which families spell in different ways but mean alike.
 *
 * <p>Unlike scenarios, these files are full of keys that do not matter here: unknown ones are
 * passed over. What is needed and missing is an issue, not a guess, unless the catalogue knows the
 * model by the name of the file; the quantisation of weights is no part of an architecture.
 */
@NullMarked
package io.millrace.model.huggingface;

import org.jspecify.annotations.NullMarked;
