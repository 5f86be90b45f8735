"""Every text of the feedback, in one table: another language is another table beside `ENGLISH`."""

ENGLISH = {
    # --- what the report says first
    "passed": "✓ `{f}` is right: it gives what it should in all {n} cases.",
    "not_written": "`{f}` is not written yet.",
    "unknown": "`check` knows no function called `{f}`; give the name of yours, as in `check(f, \"linear_forward\")`.",
    "not_callable": "`check` needs the function itself: write `check({f})`, without calling it.",
    "failed": "`{f}` is not right yet.",
    # --- what is known of a wrong answer
    "raised": "For {case}, `{f}` stopped with {error}.",
    "raised_at": "For {case}, `{f}` stopped at line {line}, `{code}`, with {error}.",
    "met": " There {shapes}.",
    "time_is_up": "`{f}` did not come to an end within {seconds:.0f} seconds; look for a loop that never stops.",
    "too_slow_at": " It was at line {line}, `{code}`.",
    "left": "`{f}` asked Python to leave, with sys.exit or the like; take that out and use return.",
    "returned_none": "`{f}` returns None: it ends without a return, so add one that gives back {output}.",
    "not_a_pair": "For {case}, {output} is {got}; it should be {wanted}, in this order.",
    "not_a_dict": "For {case}, {output} is {got}; it should be a dict.",
    "missing_keys": "For {case}, {output} has no {missing}; it is {got}.",
    "extra_keys": "For {case}, {output} has keys that do not belong there: {extra}.",
    "not_an_array": "For {case}, {output} is {got}; it should be an array of shape {shape}.",
    "not_a_number": "For {case}, {output} is {got}; it should be one number.",
    "wrong_shape": "For {case}, {output} has shape {got}; it should be {shape}.",
    "not_one_number": "For {case}, {output} is an array of shape {got}; it should be one number.",
    "wrong_value": "For {case}, {output} has the right shape and wrong values, first at {output}{entry} = {got}.",
    "wrong_number": "For {case}, {output} is {got}, which is not right.",
    "not_finite": "For {case}, {output}{entry} is {got}; it should be a finite number.",
    "changed": "For {case}, `{f}` gives the right result and changes its argument {argument}, which belongs to the caller.",
    "printed": "It printed: `{text}`",
    "or": "The same comes out in another way, and the check cannot tell the two apart:",
    "and": "And:",
    # --- helpers
    "helper_wrong": "`{f}` is right as it stands, and the mistake lies in `{helper}`, which it calls: mend that first.",
    "helper_blank": "`{f}` calls `{helper}`, which is not written yet: write that first.",
    "helper_unknown": "`{f}` calls `{helper}`, which this notebook does not know yet: run the cell that defines it first.",
    "helpers_differ": "`{f}` is right with our helper functions and not with yours ({helpers}): look at what they return.",
    # --- remarks on answers that pass
    "saturated": "One remark: for {case} it gives nan, and clipping Z, say to [-36, 36], keeps it finite.",
    "log_of_zero": "One remark: for {case} it gives nan, because 0 * log 0 is nan; clipping AL slightly keeps the cost "
    "finite.",
    "tie": "One remark: at AL = 0.5 exactly ours answers 0 and yours 1; either will do.",
    "booleans": "One remark: it returns True and False; `.astype(int)` makes them 1 and 0.",
    "last_cost": "One remark: `costs` leaves out the cost of the last iteration; ours has it, so that a plot ends where "
    "the training does.",
    "no_rng": "One remark: it takes no `rng`, so that a run cannot be repeated with a seed of your choice.",
    "constant_scale": "One remark: one fixed small scale for every layer works for shallow networks; dividing by "
    "sqrt(n_{{l-1}}) works for deep ones too.",
    # --- causes, by kind of slip; {place} is where, {right} what belongs there, {wrong} what acts there
    "transpose_missing": "In `{f}`, {place} lacks a transpose: it acts like `{wrong}` and needs `{right}`.",
    "transpose_extra": "In `{f}`, {place} has a transpose too many: it acts like `{wrong}` and needs `{right}`.",
    "turned_whole": "In `{f}`, {place} comes out transposed: what you have is the transpose of `{right}`.",
    "turned_round": "In `{f}`, {place} comes out transposed: the product must be `{right}`, not `{wrong}`.",
    "factors_swapped": "In `{f}`, {place} has its factors in the wrong order: write `{right}`, not `{wrong}`.",
    "elementwise": "In `{f}`, {place} multiplies entry by entry; `{right}` is a matrix product, written with @ or np.dot.",
    "matrix_product": "In `{f}`, {place} uses a matrix product; `{right}` is multiplied entry by entry, with *.",
    "factor_missing": "In `{f}`, {place} leaves out a factor: it acts like `{wrong}` and needs `{right}`.",
    "factor_extra": "In `{f}`, {place} has the stray factor `{part}`: it needs `{right}`, without it.",
    "division_missing": "In `{f}`, {place} lacks the division by `{part}`: it needs `{right}`.",
    "division_twice": "In `{f}`, {place} divides by `{part}` twice: it needs `{right}`, once.",
    "division_extra": "In `{f}`, {place} divides by `{part}`, which does not belong there: it needs `{right}`.",
    "multiplied": "In `{f}`, {place} multiplies by `{part}` where it should divide: it needs `{right}`.",
    "divided": "In `{f}`, {place} divides by `{part}` where it should multiply: it needs `{right}`.",
    "whole_division": "In `{f}`, {place} divides whole numbers with //, which rounds down: use / for `{right}`.",
    "float_division": "In `{f}`, {place} gives a float, and a count must be whole: write `{right}` with //.",
    "upside_down": "In `{f}`, {place} has the division upside down: it needs `{right}`.",
    "sign": "In `{f}`, {place} has a wrong sign: it acts like `{wrong}` and needs `{right}`.",
    "term_missing": "In `{f}`, {place} leaves out the term `{part}`: it needs `{right}`.",
    "term_extra": "In `{f}`, {place} adds `{part}`, which does not belong there: it needs `{right}`.",
    "brackets": "In `{f}`, {place} lacks brackets, and Python multiplies and divides first: it needs `{right}`.",
    "axis": "In `{f}`, {place} goes along the wrong axis: use `{right}`, since examples are columns and axis=1 runs over "
    "them.",
    "axis_missing": "In `{f}`, {place} names no axis and runs over the whole table: use `{right}`.",
    "keepdims": "In `{f}`, {place} loses or keeps an axis by mistake: use `{right}` to get the right shape.",
    "squeezed": "In `{f}`, {place} is squeezed and loses an axis: leave it as `{right}`.",
    "not_summed": "In `{f}`, {place} does not add up over the examples: it needs `{right}`.",
    "mean_for_sum": "In `{f}`, {place} takes a mean where a sum belongs: it needs `{right}`.",
    "sum_for_mean": "In `{f}`, {place} takes a sum where the mean belongs, so divide by m: it needs `{right}`.",
    "function_missing": "In `{f}`, {place} leaves out {part}: it needs `{right}`.",
    "function_wrong": "In `{f}`, {place} needs {part}: write `{right}`, not `{wrong}`.",
    "not_converted": "In `{f}`, {place} leaves out `{part}`: it needs `{right}`.",
    "not_copied": "In `{f}`, {place} makes no copy, so the caller's array is overwritten: use `{right}`.",
    "argument_missing": "In `{f}`, {place} does not hand on `{part}`: it needs `{right}`.",
    "neighbour": "In `{f}`, {place} takes the wrong variable: it acts like `{wrong}` and needs `{right}`.",
    "activation": "In `{f}`, {place} takes the wrong activation: it acts like `{wrong}` and needs `{right}`.",
    "off_by_one": "In `{f}`, {place} is one off: it acts like `{wrong}` and needs `{right}`.",
    "first_only": "In `{f}`, {place} always takes number 1: it needs the loop variable, `{right}`.",
    "number": "In `{f}`, {place} has a wrong number: it acts like `{wrong}` and needs `{right}`.",
    "comparison": "In `{f}`, {place} compares the wrong way: it acts like `{wrong}` and needs `{right}`.",
    "one_branch": "In `{f}`, {place} always takes the branch `{part}`: it needs `{right}`.",
    "branches_swapped": "In `{f}`, {place} has its two branches swapped: exchange them, so that `{right}` holds.",
    "element_missing": "In `{f}`, {place} leaves out `{part}`: it needs `{right}`.",
    "order": "In `{f}`, {place} has its parts in the wrong order: it needs `{right}`.",
    "result_dropped": "In `{f}`, the result of {place} is lost: assign it, as in `{right}`.",
    "line_missing": "In `{f}`, {place} is missing or has no effect: it needs `{right}`.",
    "return_missing": "`{f}` ends without `{right}`, so it returns None: add the return at the end.",
    "return_in_loop": "In `{f}`, the return is indented into the loop, so it ends in the first turn: move it out of the "
    "loop.",
    "return_out": "In `{f}`, the return is indented into the loop, so it ends in the first turn: move it out of the loop.",
    "started_anew": "In `{f}`, `{part}` is started anew in every turn of the loop: create it once, before the loop.",
    # --- causes, by slip of thought
    "linear_forward__row_bias": "In `{f}`, Z gets b as a row: add b as it is, of shape (n, 1), so that it is spread over the "
    "examples.",
    "relu__mask": "In `{f}`, A is the mask Z > 0, which is the derivative of relu: relu itself keeps the positive values, "
    "max(0, Z).",
    "relu__leaky": "In `{f}`, A keeps 0.01 Z where Z is negative, which is leaky relu: plain relu gives 0 there.",
    "relu__absolute": "In `{f}`, A is the absolute value of Z: relu gives 0 where Z is negative.",
    "relu__one_maximum": "In `{f}`, A is one maximum of the whole table: use np.maximum(0, Z), which goes entry by entry.",
    "sigmoid__tanh": "In `{f}`, A is tanh(Z): sigmoid is 1 / (1 + exp(-Z)).",
    "sigmoid__softmax": "In `{f}`, A is the softmax of each column: sigmoid is 1 / (1 + exp(-Z)), entry by entry.",
    "sigmoid__slope": "In `{f}`, A is s (1 - s), the derivative: return s = 1 / (1 + exp(-Z)) itself.",
    "linear_activation_forward__mask": "In `{f}`, the relu branch returns the mask Z > 0, which is relu's derivative: relu "
    "keeps the positive values, max(0, Z).",
    "linear_activation_forward__leaky": "In `{f}`, the relu branch keeps 0.01 Z where Z is negative, which is leaky relu: "
    "plain relu gives 0 there.",
    "linear_activation_forward__no_activation": "In `{f}`, A is Z itself: apply relu or sigmoid to Z before you return it.",
    "compute_cost__squared": "In `{f}`, the cost is the squared error: use the cross-entropy, to which dAL belongs.",
    "compute_cost__absolute": "In `{f}`, the cost is the mean absolute error: use the cross-entropy, to which dAL belongs.",
    "compute_cost__m_by_m": "In `{f}`, * between a row and a transposed row makes an m x m table: leave out the transpose, "
    "or use np.dot.",
    "compute_cost__brackets": "In `{f}`, the cost is an array with brackets round the number: return one number, for "
    "example with float(np.squeeze(cost)).",
    "compute_cost__not_averaged": "In `{f}`, the cost has one entry for each example: take the mean over them.",
    "compute_cost__log2": "In `{f}`, the logarithm has base 2: use the natural one, np.log.",
    "compute_cost__log10": "In `{f}`, the logarithm has base 10: use the natural one, np.log.",
    "relu_backward__in_place": "In `{f}`, dZ is the caller's dA itself and is overwritten in place: copy it first, or "
    "multiply dA by the mask.",
    "relu_backward__mask_only": "In `{f}`, dZ is the mask alone: multiply it by the incoming dA, as the chain rule asks.",
    "relu_backward__leaky": "In `{f}`, dZ keeps 0.01 dA where Z is negative, which is leaky relu: plain relu has slope 0 "
    "there.",
    "relu_backward__value": "In `{f}`, dZ is dA times relu(Z): multiply by its slope, which is 1 where Z > 0, else 0.",
    "relu_backward__of_gradient": "In `{f}`, dZ looks at the sign of dA: what decides is whether Z was positive in the "
    "forward pass, so use Z > 0.",
    "sigmoid_backward__of_value": "In `{f}`, dZ is dA times sigmoid(Z): multiply by the slope s * (1 - s) instead.",
    "sigmoid_backward__squared": "In `{f}`, dZ uses 1 - s**2, the slope of tanh: that of sigmoid is s * (1 - s).",
    "sigmoid_backward__in_place": "In `{f}`, dA is overwritten in place: make a new array, dZ = dA * s * (1 - s).",
    "linear_backward__not_summed": "In `{f}`, db is dZ itself: the same b is added for every example, so take the mean of dZ "
    "over the examples.",
    "linear_backward__features": "In `{f}`, m is taken as A_prev.shape[0], the number of units: the examples are columns, so "
    "m = A_prev.shape[1].",
    "linear_backward__no_mean": "In `{f}`, dW and db lack the division by m: both are means over the examples.",
    "linear_activation_backward__matrix_product": "In `{f}`, dZ is a matrix product of dA and the slope: they have the same "
    "shape and are multiplied entry by entry, with *.",
    "linear_activation_backward__no_slope": "In `{f}`, dA goes straight into linear_backward: first multiply it by the slope "
    "of the activation to get dZ.",
    "L_model_backward__own_output": "In `{f}`, dW takes the layer's own output: it needs the input of the layer, A_prev, from "
    "its cache.",
    "L_model_backward__from_loss": "In `{f}`, dAL is AL - Y, which is already dZ of the last layer: start from "
    "-(Y / AL - (1 - Y) / (1 - AL)), or skip the sigmoid step.",
    "update_parameters__in_place": "In `{f}`, -= writes into the arrays you were given: make new ones, W - learning_rate * "
    "dW.",
    "update_parameters__same_dict": "In `{f}`, the new arrays go into the dict you were given: collect them in a new dict.",
    "update_parameters__shallow_copy": "In `{f}`, the dict is copied and the arrays in it are not, so -= overwrites the "
    "caller's: make new ones, W - learning_rate * dW.",
    "predict__probabilities": "In `{f}`, the answer is the probability AL: compare it with 0.5 to get 0 or 1.",
    "predict__pair": "In `{f}`, the caches come back too: return the predictions alone.",
    "predict__cut": "In `{f}`, AL becomes an integer without a comparison, so everything below 1 turns 0: compare it with "
    "0.5 first.",
    "predict__up": "In `{f}`, AL is rounded up, so every answer is 1: compare it with 0.5.",
    "L_layer_model__ignores_parameters": "In `{f}`, the argument `parameters` is not used: start from it where it is given, "
    "and initialize only where it is None.",
    "L_layer_model__every_cost": "In `{f}`, every cost is kept: append it only at iterations 0, 100, 200, ... and at the last.",
    "L_layer_model__cost_when_told": "In `{f}`, costs are kept only when print_cost is True: move costs.append out of that "
    "condition.",
    "L_layer_model__one_cost": "In `{f}`, the last cost alone comes back: return the whole list, costs.",
    "fixed_sizes": "In `{f}`, initialize_parameters_deep is called with {got} and not with the argument `layers_dims`: hand "
    "that on.",
    # --- initialisation, by property
    "init_unscaled": "In `{f}`, the weights have spread {spread:.2g} for {which}, which is too large: divide them by "
    "sqrt(n_{{l-1}}), so that sigmoid is not saturated.",
    "init_spread": "In `{f}`, the weights have spread {spread:.2g} for {which}, and {wanted:.2g} is asked for: divide by "
    "sqrt(n_{{l-1}}), or multiply by `scale` where it is given.",
    "init_scale_ignored": "In `{f}`, `scale` has no effect on the spread of {which}: multiply the weights by it where it is "
    "given.",
    "init_zeros": "In `{f}`, {which} is all zeros, so all units of a layer compute the same and get the same gradient: start "
    "it with random numbers.",
    "init_zero_product": "In `{f}`, {which} is drawn at random and then becomes all zeros: look for a whole-number division "
    "such as 1 // n, and divide with /.",
    "init_same": "In `{f}`, {which} holds the same number again and again: draw one number for each weight, with the shape "
    "(n_l, n_{{l-1}}).",
    "init_layers_alike": "In `{f}`, {which} repeats the numbers of the layer before: create the generator once, before the "
    "loop.",
    "init_row_bias": "In `{f}`, {which} is a row and would be spread over the examples: b has one row for each unit, shape "
    "(n_l, 1).",
    "init_flat_bias": "In `{f}`, {which} has one axis only: give b the shape (n_l, 1), with np.zeros((n, 1)).",
    "init_transposed": "In `{f}`, {which} is transposed: W has one row for each unit of layer l, so its shape is "
    "(n_l, n_{{l-1}}).",
    "init_bias": "In `{f}`, {which} is not zero: start the biases with np.zeros((n, 1)).",
    "init_last_missing": "In `{f}`, the last layer has no parameters: let the loop include l = len(layer_dims) - 1.",
    "init_first_missing": "In `{f}`, layer 1 has no parameters: let the loop start at l = 1.",
    "init_zero_layer": "In `{f}`, the keys start at W0: layer 0 is the input, so count the keys from W1.",
    "init_empty": "In `{f}`, parameters comes back empty: take the number of layers from layer_dims, not from parameters, "
    "which is still empty.",
    "init_rng_ignored": "In `{f}`, two equal seeds give different weights: draw all of them from `rng`, with "
    "rng.standard_normal.",
    "init_rng_fixed": "In `{f}`, different seeds give the same weights: draw them from `rng` instead of a fixed seed.",
    "init_positive": "In `{f}`, {which} has no negative numbers: draw them from the normal distribution, with "
    "rng.standard_normal.",
    # --- relations of an output to the right one
    "times": "In `{f}`, {output} is {factor} times what it should be: look for a factor to take out or to divide by.",
    "times_m": "In `{f}`, {output} is m times too large, m the number of examples: divide it by m.",
    "per_m": "In `{f}`, {output} is m times too small, m the number of examples: divide by m only where a mean is meant.",
    "negative": "In `{f}`, {output} has the opposite sign everywhere: turn the sign round.",
    "transposed": "In `{f}`, {output} is the transpose of what it should be: swap the factors or take .T of it.",
    "squeezed_axis": "In `{f}`, {output} has the right numbers and has lost an axis: keep its shape, with keepdims=True "
    "or without a squeeze.",
    "constant_shift": "In `{f}`, {output} is off by the same amount everywhere: look for a term that is left out or added.",
}

SENTENCES = ENGLISH


def say(key, **words):
    """Fill the sentence `key` with its words."""
    return SENTENCES[key].format(**words)
