// Prints the published vectors as one tar archive. A program of its own: a bundler prints the numbers of JSON files anew,
// and here every byte counts.
import { published } from '@dit-by-hand/core/vectors'
import { vectorFiles, vectors } from '@dit-by-hand/spec/vectors'
import { tarOf } from '@dit-by-hand/spec/vectors-tar'

process.stdout.write(tarOf(await vectorFiles(vectors(published)), 'dit-vectors'))
