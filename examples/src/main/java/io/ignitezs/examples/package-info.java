/** The main job: a data set larger than its memory, read with the plugin and with stock Ignite, every row proved, the difference printed. */
package io.ignitezs.examples;
