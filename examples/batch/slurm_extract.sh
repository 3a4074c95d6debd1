#!/usr/bin/env bash
# sbatch slurm_extract.sh FOLDER PARTS_FOLDER PARTS [OPTION OF EXTRACT...]
# Each task of the array makes one part of the library of FOLDER. All nodes must see both folders by the same names.
#SBATCH --job-name=mrec
#SBATCH --array=1-16
#SBATCH --cpus-per-task=2
set -euo pipefail
folder=$1 parts=$2
# How many parts is said, not taken from SLURM_ARRAY_TASK_COUNT: that is 2 when tasks 3 and 7 are run again.
count=$3
shift 3
mkdir -p -- "$parts"
mrec extract "$folder" --shard "$SLURM_ARRAY_TASK_ID/$count" --jobs "${SLURM_CPUS_PER_TASK:-1}" "$@" \
  -o "$parts/part$SLURM_ARRAY_TASK_ID.jsonl.zst"
